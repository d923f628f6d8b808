using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http.Description;

namespace QLab.Publications.Contributions;

/// <param name="ContributionIds">Of one project.</param>
/// <param name="Reason">Why, in words for those who gave them: it is shown to them and in lineage.</param>
[Example("""
    { "contributionIds": ["0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35"], "decision": "parked",
      "reason": "It is about hospital food, which another Lab will take up in spring." }
    """)]
public sealed record SetAsideRequest(
    [property: Required, MinLength(1), MaxLength(500)] IReadOnlyList<Guid> ContributionIds,
    Decision Decision,
    [property: Required, Reason] string Reason);

/// <summary>All of them or none: what stands in the way of any is told at once.</summary>
static class SetContributionsAside
{
    public const string Noun = "contribution";

    public static async Task<Results<Ok<List<ContributionView>>, ValidationProblem>> Handle(
        SetAsideRequest request, PublicationsDb db, HttpContext http, TimeProvider time, CancellationToken ct)
    {
        var given = await ChosenContributions.ReadAsync(request.ContributionIds, db, ct);
        if (given.Faults(refuseCoded: true) is { Count: > 0 } faults) return TypedResults.ValidationProblem(faults);

        foreach (var one in given.Found.Where(c => c.SetAside != request.Decision || c.SetAsideReason != request.Reason))
        {
            one.SetAsideAs(request.Decision, request.Reason);
            var action = request.Decision is Decision.Parked ? "parked" : "not used";
            db.Add(ChangeEntry.Of(Noun, one.Id, version: null, action, request.Reason, http.User, time.GetUtcNow()));
        }
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await given.ViewAsync(ct));
    }
}
