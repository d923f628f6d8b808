using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Projects;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Imports;

/// <param name="LookAlikes">What becomes of lines with the name of somebody who is known under another address: skip or add.</param>
public sealed record ApplyImportRequest(LookAlikes LookAlikes = LookAlikes.Skip);

static class ApplyImport
{
    public static async Task<Results<Accepted<ImportView>, ProblemHttpResult>> Handle(
        Guid id, ApplyImportRequest request, ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        var locked = await db.Imports.FromSql($"SELECT * FROM imports WHERE id = {id} FOR UPDATE").ToListAsync(ct);
        if (locked is not [var import]) return Refusal.NotFound("import").ToProblem();
        if (import.State == ImportState.Checking) return ImportErrors.NotChecked.ToProblem();
        if (import.State != ImportState.Checked) return ImportErrors.AlreadyApplied.ToProblem();
        if (await db.Projects.AnyAsync(p => p.Id == import.ProjectId && p.ClosedAt != null, ct)) return ProjectErrors.Closed.ToProblem();

        import.Apply(request.LookAlikes);
        await audit.ChangedAsync($"import {id}", ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Accepted($"/api/participants/v1/imports/{id}", ImportView.Of(import));
    }
}
