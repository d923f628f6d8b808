using QLab.ServiceDefaults.Http.Description;
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
