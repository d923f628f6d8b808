using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Lineage;

static class LineageEndpoints
{
    public static void MapLineage(this RouteGroupBuilder api)
    {
        var lineage = api.MapGroup("/lineage").WithTag("Lineage", "How contributions and publications hang together.").AllowAnonymous();
        lineage.MapGet("contributions/{id:guid}", ReadContributionLineage.Handle)
            .WithSummary("What became of a contribution: evidence, themes, insights, publications");
        lineage.MapGet("publications/{id:guid}", ReadPublicationLineage.Handle)
            .WithSummary("What a publication rests on; single contributions only with the scope publications:read");
    }
}

static class LineageErrors
{
    public static Refusal ContributionNotKnown => Refusal.NotFound("contribution") with
    {
        Detail = "No contribution with this id has arrived here. One that was given a moment ago takes a moment to arrive: try again soon, and check the id.",
    };

    public static Refusal ContributionRemoved =>
        new(410, "contribution-removed", "This contribution was taken back or is no longer shown, so it does not count any more.");
}
