using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Evidence;

static class EvidenceErrors
{
    public static Refusal OtherProject => Refusal.Conflict("contribution-of-another-project", "The contribution belongs to another project than the theme.");
}
