using QLab.ServiceDefaults.Problems;

namespace QLab.TestTeams.Grants;

static class GrantErrors
{
    public static Refusal Withdrawn => new(410, "grant-withdrawn", "This grant was withdrawn; its changes say why.");
}
