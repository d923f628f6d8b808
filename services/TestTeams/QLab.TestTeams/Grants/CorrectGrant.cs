using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.TestTeams.Contracts;
using QLab.TestTeams.Organisations;

namespace QLab.TestTeams.Grants;

/// <param name="Amount">Null when it is not published.</param>
/// <param name="Currency">ISO 4217, with an amount; null without.</param>
/// <param name="Reason">Why it was not right before.</param>
[EveryMemberRequired]
[Example("""
    { "funderIds": ["0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35"], "awardedOn": "2026-12-01", "amount": 3000, "currency": "GBP",
      "reason": "A nought too many." }
    """)]
public sealed record CorrectGrantRequest(
    [property: Required, MinLength(1), MaxLength(20)] IReadOnlyList<Guid> FunderIds, DateOnly AwardedOn, decimal? Amount, string? Currency,
    [property: Required, Reason] string Reason);

static class CorrectGrant
{
    public static async Task<Results<Ok<GrantView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, Guid grantId, CorrectGrantRequest request, IfMatch ifMatch, TestTeamsDb db, HttpContext http, IEvents events,
        TimeProvider time, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var faults = GrantRules.Faults(request.FunderIds, request.AwardedOn, request.Amount, request.Currency, now);
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        var grant = await db.Grants.SingleOrDefaultAsync(g => g.TeamId == id && g.Id == grantId, ct);
        if (grant is null) return Refusal.NotFound("grant").ToProblem();
        if (grant.WithdrawnAt is not null) return GrantErrors.Withdrawn.ToProblem();
        var funders = await db.Named(request.FunderIds, ct);
        if (funders.Count < request.FunderIds.Count) return Refusal.NotKnownHere("organisation").ToProblem();

        ifMatch.Guard(db, grant);
        var before = new { grant.FunderIds, grant.AwardedOn, grant.Amount, grant.Currency };
        grant.Correct(request.FunderIds, request.AwardedOn, request.Amount, request.Currency);
        db.Add(ChangeEntry.Of(Grant.Noun, grantId, grant.Version, "corrected", request.Reason, http.User, now, before));
        var project = await db.Teams.Where(t => t.Id == id).Select(t => t.ProjectId).SingleAsync(ct);
        events.Publish(new GrantCorrected(grantId, id, project, grant.Version, grant.FunderIds, grant.AwardedOn, now));
        await db.SaveChangesAsync(ct);

        http.SetETag(grant.RowVersion);
        return TypedResults.Ok(GrantView.Of(grant, funders));
    }
}
