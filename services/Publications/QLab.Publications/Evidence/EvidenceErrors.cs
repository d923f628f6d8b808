using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Evidence;

static class EvidenceErrors
{
    public static Refusal Removed =>
        Refusal.Conflict("contribution-removed", "The contribution was taken back or is no longer shown, so it cannot be evidence.");
    public static Refusal OtherProject =>
        Refusal.Conflict("contribution-of-another-project", "The contribution belongs to another project than the theme.");

    public static Refusal CodedElsewhere =>
        Refusal.Conflict("coded-elsewhere", "This passage was coded where its words are: recode it there, in surveys or workshops.");

    /// <remarks>The consent may have been given a moment ago and be on its way.</remarks>
    public static Refusal NeedsConsent => Refusal.Conflict(
        "consent-needed", "Whoever gave this contribution has not consented to its use for research, or no longer does: nothing new may rest on it.") with
    { RetryAfterSeconds = 1 };
}
