using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Security;

namespace QLab.Publications.Publications;

static class PublicationEndpoints
{
    /// <summary>Texts that change with a new version at most.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    public static void MapPublications(this RouteGroupBuilder api)
    {
        var publications = api.MapGroup("/publications").WithTag("Publications", "Essays, guides and the like, version by version.");
        publications.MapPost("", Publish.Handle).RequireScope("publications:write").WithSummary("Publishes version 1");
        publications.MapPost("{id:guid}/versions", PublishVersion.Handle)
            .RequireScope("publications:write")
            .WithSummary("Publishes the next version");
        publications.MapPost("{id:guid}/retract", RetractPublication.Handle)
            .RequireScope("publications:write")
            .WithSummary("Shows a publication no more; its address stays, and says since when and why");
        publications.MapChanges<Publication>(Publication.Noun)
            .RequireScope("publications:write")
            .WithSummary("Who retracted a publication, when and why");
        publications.MapGet("", ReadPublications.List).AllowAnonymous().WithSummary("What has been published")
            .RefusesUnknown<PublicationsDb>(("projectId", (db, _) => db.Projects.Select(p => p.Id)));
        publications.MapGet("{idOrSlug}", ReadPublications.Get)
            .AllowAnonymous()
            .PublicFor(Kept)
            .WithSummary("One publication, its current version, as Markdown and as HTML");
        publications.MapGet("{id:guid}/versions", ReadVersions.List)
            .AllowAnonymous()
            .PublicFor(Kept)
            .WithSummary("Every version with what changed, the newest first");
        publications.MapGet("{id:guid}/versions/{version:int}", ReadVersions.Get)
            .AllowAnonymous()
            .PublicFor(Kept)
            .WithSummary("One version as it was published");
    }
}
