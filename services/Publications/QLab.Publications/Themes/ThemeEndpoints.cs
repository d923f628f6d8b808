using QLab.ReferenceData;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Publications.Themes;

static class ThemeEndpoints
{
    const string OfItsProjects = "the themes of the projects that it is a partner in";

    public static void MapThemes(this RouteGroupBuilder api)
    {
        var themes = api.MapGroup("/themes").WithTag("Themes", "The code book of a project.");
        themes.MapPost("", AddTheme.Handle).RequireScope("publications:write").WithSummary("Adds a theme to the code book of a project");
        themes.MapGet("", ReadThemes.List).RequireScope("publications:read")
            .OpenToOrganisations(OfItsProjects)
            .OpenToCoordinators()
            .WithSummary("The code book")
            .RefusesUnknown<PublicationsDb>(("projectId", (db, _) => db.Projects.Select(p => p.Id)));
        themes.MapGet("{id:guid}", ReadThemes.Get)
            .RequireScope("publications:read")
            .ForPartners<Theme>(OfItsProjects)
            .WithSummary("One theme");
        themes.MapPut("{id:guid}", ReviseTheme.Handle).RequireScope("publications:write").WithSummary("Words a theme anew; its code stays");
        themes.MapPost("{id:guid}/merge", MergeTheme.Handle)
            .RequireScope("publications:write")
            .WithSummary("Merges a theme into another, where its evidence counts from then on");
        themes.MapPost("{id:guid}/split", SplitTheme.Handle)
            .RequireScope("publications:write")
            .WithSummary("Splits a theme into others; what is coded to it stays until it is recoded");
        themes.MapPost("{id:guid}/retire", RetireTheme.Handle)
            .RequireScope("publications:write")
            .WithSummary("Ends coding to a theme; what is coded to it stays");
        themes.MapGet("{id:guid}/changes", ReadThemeChanges.List)
            .RequireScope("publications:read")
            .WithSummary("What was done with a theme, and why");
        themes.MapGet("{id:guid}/places", ReadThemePlaces.List)
            .RequireScope("publications:read")
            .WithSummary("Which places it took in prioritising rounds of workshops");
    }
}

static class ThemeErrors
{
    static readonly Refusal Split =
        Refusal.Conflict("theme-split", "This theme has been split: code to one of those that it was split into.");
    static readonly Refusal Retired =
        Refusal.Conflict("theme-retired", "This theme has been retired: what is coded to it stays, and nothing new is.");

    public static Refusal Merged(Guid? into) =>
        Refusal.Conflict("theme-merged", "This theme has been merged into another one, whose id is in existingId: use that.") with { ExistingId = into };

    /// <summary>Why nothing new is coded to a theme.</summary>
    public static Refusal? Closed(Theme theme) => theme.State switch
    {
        ThemeState.Merged => Merged(theme.MergedInto),
        ThemeState.Split => Split,
        ThemeState.Retired => Retired,
        _ => null,
    };
}
