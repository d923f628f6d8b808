using QLab.TestTeams.Organisations;

namespace QLab.TestTeams.Grants;

static class GrantRules
{
    /// <summary>Every fault at once, by JSON Pointer.</summary>
    public static Dictionary<string, string[]> Faults(
        IReadOnlyList<Guid> funderIds, DateOnly awardedOn, decimal? amount, string? currency, DateTimeOffset now)
    {
        var faults = Money.Faults(amount, currency);
        foreach (var (pointer, fault) in OrganisationNames.Repeated("/funderIds", funderIds)) faults[pointer] = fault;
        if (awardedOn > DateOnly.FromDateTime(now.UtcDateTime) || awardedOn.Year < 1900)
            faults["/awardedOn"] = ["A grant is recorded once it has been awarded: from 1900 to today."];
        return faults;
    }
}
