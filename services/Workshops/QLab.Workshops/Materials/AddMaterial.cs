using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Files;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Workshops.Materials;

[Example("""{ "title": "Slides", "credit": "A. Facilitator", "licence": "CC-BY-4.0" }""")]
public sealed record AddMaterialRequest([property: Required, Text(200)] string Title)
{
    /// <summary>Your own id for the material, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>Who made it, as they want to be named.</summary>
    [Text(300)]
    public string? Credit { get; init; }

    /// <summary>What others may do with it, such as CC-BY-4.0.</summary>
    [Text(200)]
    public string? Licence { get; init; }
}

static class AddMaterial
{
    public static async Task<Results<Created<MaterialView>, ProblemHttpResult>> Handle(
        Guid id, [FromForm] AddMaterialRequest request, IFormFile file, WorkshopsDb db, FileStore files, TimeProvider time,
        CancellationToken ct)
    {
        var materialId = request.Id ?? Guid.CreateVersion7();
        if (await db.Materials.AnyAsync(m => m.Id == materialId, ct)) return Refusal.AlreadyExists("material", materialId).ToProblem();
        if (!await db.Workshops.AnyAsync(w => w.Id == id, ct)) return Refusal.NotFound("workshop").ToProblem();
        var check = await AcceptedFile.CheckAsync(file, MaterialEndpoints.Files, ct);
        if (!check.IsAccepted) return check.Refusal.ToProblem();

        var material = new Material
        {
            Id = materialId, WorkshopId = id, Title = request.Title, Credit = request.Credit, Licence = request.Licence,
            Audience = Audience.Lab,
            FileName = check.File.Name, FileHash = check.File.Hash, AddedAt = time.GetUtcNow(),
        };
        await using var transaction = await db.RequireTransactionAsync(ct);
        await files.StoreAsync(check.File, ct);
        db.Materials.Add(material);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Created(
            $"/api/workshops/v1/workshops/{id}/materials/{materialId}",
            MaterialView.Of(material, check.File.Type.MediaType, check.File.Size));
    }
}
