using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Files;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Materials;

static class RemoveMaterial
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, Guid materialId, WorkshopsDb db, FileStore files, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        var removed = await db.Materials.Where(m => m.WorkshopId == id && m.Id == materialId).ExecuteDeleteAsync(ct);
        if (removed == 0) return Refusal.NotFound("material").ToProblem();
        await files.DropUnreferencedAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
