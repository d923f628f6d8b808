using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;
using QLab.TestTeams.Organisations;

namespace QLab.TestTeams.Grants;

static class ReadGrants
{
    public static async Task<Results<Ok<GrantView>, ProblemHttpResult>> Get(
        Guid id, Guid grantId, TestTeamsDb db, HttpContext http, CancellationToken ct)
    {
        var grant = await db.Grants.AsNoTracking().SingleOrDefaultAsync(g => g.TeamId == id && g.Id == grantId, ct);
        if (grant is null) return Refusal.NotFound("grant").ToProblem();
        if (grant.WithdrawnAt is not null) return GrantErrors.Withdrawn.ToProblem();
        http.SetETag(grant.RowVersion);
        return TypedResults.Ok(GrantView.Of(grant, await db.Named(grant.FunderIds, ct)));
    }

    public static Task<Results<Ok<List<ChangeView>>, ProblemHttpResult>> Changes(
        Guid id, Guid grantId, TestTeamsDb db, CancellationToken ct) =>
        db.ReadChangesAsync(db.Grants.Where(g => g.TeamId == id && g.Id == grantId), Grant.Noun, grantId, ct);
}

sealed record GrantView(Guid Id, IReadOnlyList<OrganisationName> Funders, DateOnly AwardedOn, decimal? Amount, string? Currency)
{
    public static GrantView Of(Grant g, IReadOnlyList<OrganisationName> organisations) => new(
        g.Id, [.. organisations.Where(o => g.FunderIds.Contains(o.Id))], g.AwardedOn, g.Amount, g.Currency);
}
