using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http.Description;

namespace QLab.Publications.Contributions;

/// <param name="ContributionIds">Of one project; those that are not set aside stay as they are.</param>
/// <param name="Reason">Why they are looked at again.</param>
[Example("""
    { "contributionIds": ["0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35"], "reason": "The spring Lab will not take place." }
    """)]
public sealed record TakeUpRequest(
    [property: Required, MinLength(1), MaxLength(500)] IReadOnlyList<Guid> ContributionIds,
    [property: Required, Reason] string Reason);

static class TakeUpContributions
{
    public static async Task<Results<Ok<List<ContributionView>>, ValidationProblem>> Handle(
        TakeUpRequest request, PublicationsDb db, HttpContext http, TimeProvider time, CancellationToken ct)
    {
        var given = await ChosenContributions.ReadAsync(request.ContributionIds, db, ct);
        if (given.Faults(refuseCoded: false) is { Count: > 0 } faults) return TypedResults.ValidationProblem(faults);

        foreach (var one in given.Found.Where(c => c.SetAside is not null))
        {
            var before = new { one.SetAside, one.SetAsideReason };
            one.TakeUp();
            db.Add(ChangeEntry.Of(
                SetContributionsAside.Noun, one.Id, version: null, "taken up", request.Reason, http.User, time.GetUtcNow(), before));
        }
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await given.ViewAsync(ct));
    }
}
