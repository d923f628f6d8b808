using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Themes;

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
