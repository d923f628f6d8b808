using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Insights;

static class InsightErrors
{
    public static Refusal Withdrawn => Refusal.Conflict("insight-withdrawn", "This insight has been withdrawn: agree a new one.");
    public static Refusal NoEvidence(IEnumerable<string> codes) =>
        Refusal.Conflict(
            "theme-without-evidence", $"An insight is agreed from evidence, and nothing is coded yet to: {string.Join(", ", codes)}.");
}
