using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Security;

namespace QLab.Publications.Publications;

static class PublicationEndpoints
{
    public static void MapPublications(this RouteGroupBuilder api)
    {
        var publications = api.MapGroup("/publications").WithTag("Publications", "Essays, guides and the like, version by version.");
        publications.MapPost("", Publish.Handle).RequireScope("publications:write").WithSummary("Publishes version 1");
        publications.MapPost("{id:guid}/versions", PublishVersion.Handle).RequireScope("publications:write").WithSummary("Publishes the next version");
        publications.MapGet("", ReadPublications.List).AllowAnonymous().WithSummary("What has been published");
        publications.MapGet("{idOrSlug}", ReadPublications.Get).AllowAnonymous().WithSummary("One publication, its current version, as Markdown and as HTML");
        publications.MapGet("{id:guid}/versions", ReadVersions.List).AllowAnonymous().WithSummary("Every version with what changed, the newest first");
        publications.MapGet("{id:guid}/versions/{version:int}", ReadVersions.Get).AllowAnonymous().WithSummary("One version as it was published");
    }
}
