using QLab.ServiceDefaults.Http.Description;

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
