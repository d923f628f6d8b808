using QLab.Publications.Lineage;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
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

static class PublicationErrors
{
    public static Refusal SlugInSeveralProjects => Refusal.Conflict("slug-in-several-projects", "Several projects have a publication of this name: say which one with ?projectId=, or use the publication's id.");
    public static Refusal VersionTooHigh(int current) =>
        Refusal.Conflict("version-too-high", $"The current version is {current}, so the next one is {current + 1}.");

    /// <summary>What its address says from then on.</summary>
    public static Refusal Retracted(string title, DateTimeOffset at, string reason) =>
        new(410, "publication-retracted", $"“{title}” was retracted on {LineageText.Day(at)}: {reason}")
        {
            Members = new Dictionary<string, object?> { ["publicationTitle"] = title, ["retractedAt"] = at, ["reason"] = reason },
        };

    public static Refusal PublishedMeanwhile =>
        Refusal.Conflict("lost-race", "Somebody else published a version at the same moment. Read it, then try again.");
}
