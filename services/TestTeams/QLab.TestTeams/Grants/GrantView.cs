using QLab.TestTeams.Organisations;

namespace QLab.TestTeams.Grants;

sealed record GrantView(Guid Id, IReadOnlyList<OrganisationName> Funders, DateOnly AwardedOn, decimal? Amount, string? Currency)
{
    public static GrantView Of(Grant g, IReadOnlyList<OrganisationName> organisations) => new(
        g.Id, [.. organisations.Where(o => g.FunderIds.Contains(o.Id))], g.AwardedOn, g.Amount, g.Currency);
}
