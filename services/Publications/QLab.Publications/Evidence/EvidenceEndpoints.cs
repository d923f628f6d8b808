using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Publications.Evidence;

static class EvidenceEndpoints
{
    public static void MapEvidence(this RouteGroupBuilder api)
    {
        var evidence = api.MapGroup("/themes/{id:guid}/evidence")
            .WithTag("Evidence", "Contributions and cited sources that a theme rests on.");
        evidence.MapPost("", CodeEvidence.Handle)
            .RequireScope("publications:write")
            .WithSummary("Codes a contribution or a cited source to a theme, by reference");
        evidence.MapGet("", ReadEvidence.List).RequireScope("publications:read").WithSummary("What a theme rests on");
        evidence.MapGet("{evidenceId:guid}", ReadEvidence.Get).RequireScope("publications:read").WithSummary("One piece of evidence");
        evidence.MapPost("{evidenceId:guid}/recode", RecodeEvidence.Handle)
            .RequireScope("publications:write")
            .WithSummary("Codes a piece of evidence to another theme");
        evidence.MapPost("{evidenceId:guid}/remove", RemoveEvidence.Handle)
            .RequireScope("publications:write")
            .WithSummary("Takes away evidence that was coded wrongly");
        evidence.MapGet("{evidenceId:guid}/changes", ReadEvidence.Changes).WithName("listEvidenceChanges")
            .RequireScope("publications:write")
            .WithSummary("Who took away a piece of evidence, when and why");
    }
}

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
