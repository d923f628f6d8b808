using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Lineage;

static class LineageErrors
{
    public static Refusal ContributionNotKnown => Refusal.NotFound("contribution") with
    {
        Detail = "No contribution with this id has arrived here. One that was given a moment ago takes a moment to arrive: try again soon, and check the id.",
    };

    public static Refusal ContributionRemoved =>
        new(410, "contribution-removed", "This contribution was taken back or is no longer shown, so it does not count any more.");
}
