using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Workshops.Materials;

/// <param name="Credit">Who made it, as they want to be named; needed before everybody may have it.</param>
/// <param name="Licence">What others may do with it; needed before everybody may have it.</param>
/// <param name="Audience">Who may download it.</param>
[EveryMemberRequired]
[Example("""{ "title": "Slides of the day", "credit": "The Lab", "licence": "CC-BY-4.0", "audience": "everybody" }""")]
public sealed record DescribeMaterialRequest(
    [property: Required, Text(200)] string Title, [property: Text(300)] string? Credit, [property: Text(200)] string? Licence,
    Audience Audience);

/// <summary>What it is called, whose it is and who may have it; the file stays.</summary>
static class DescribeMaterial
{
    public static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, Guid materialId, DescribeMaterialRequest request, IfMatch ifMatch, WorkshopsDb db, HttpContext http, CancellationToken ct)
    {
        if (Material.Faults(request.Audience, request.Credit, request.Licence) is { Count: > 0 } faults)
            return TypedResults.ValidationProblem(faults);
        var material = await db.Materials.SingleOrDefaultAsync(m => m.WorkshopId == id && m.Id == materialId, ct);
        if (material is null) return Refusal.NotFound("material").ToProblem();

        ifMatch.Guard(db, material);
        (material.Title, material.Credit, material.Licence, material.Audience) =
            (request.Title, request.Credit, request.Licence, request.Audience);
        await db.SaveChangesAsync(ct);
        http.SetETag(material.RowVersion);
        return TypedResults.NoContent();
    }
}
