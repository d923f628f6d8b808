using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Evidence;

static class EvidenceErrors
{
    public static Refusal Removed => Refusal.Conflict("contribution-removed", "The contribution was taken back or is no longer shown, so it cannot be evidence.");
    public static Refusal OtherProject => Refusal.Conflict("contribution-of-another-project", "The contribution belongs to another project than the theme.");
}
