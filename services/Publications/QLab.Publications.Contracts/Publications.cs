namespace QLab.Publications.Contracts;

/// <summary>A theme is in the code book of a project: its version 1. Published by publications.</summary>
/// <param name="ThemeId">The theme.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Code">Its code, unique in the project.</param>
/// <param name="Label">What it is called.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record ThemeAdded(Guid ThemeId, Guid ProjectId, string Code, string Label, DateTimeOffset OccurredAt)
{
    /// <summary>What it means; null where the code book does not say.</summary>
    public string? Description { get; init; }
}

/// <summary>A theme has been worded anew. May arrive before <see cref="ThemeAdded"/>: of its words the highest version counts.</summary>
/// <param name="ThemeId">The theme.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Code">Its code, which never changes.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Version">From 2, rises by one with every event about this theme.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record ThemeRevised(Guid ThemeId, Guid ProjectId, string Code, string Label, int Version, DateTimeOffset OccurredAt)
{
    /// <summary>What it means; null where the code book does not say.</summary>
    public string? Description { get; init; }
}

/// <summary>A theme has been merged into another: what is coded to it counts there, and nothing more is coded to it.</summary>
/// <param name="ThemeId">The theme that was merged.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="IntoThemeId">The theme that takes its place, which may be merged later itself.</param>
/// <param name="Version">See <see cref="ThemeRevised"/>; of what became of a theme the highest version counts.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record ThemeMerged(Guid ThemeId, Guid ProjectId, Guid IntoThemeId, int Version, DateTimeOffset OccurredAt);

/// <summary>A theme has been split into others: nothing more is coded to it, and what is stays until it is recoded.</summary>
/// <param name="ThemeId">The theme that was split.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="IntoThemeIds">
/// The themes that take its place, at least two; those that are new are told of by <see cref="ThemeAdded"/>.
/// </param>
/// <param name="Version">See <see cref="ThemeMerged"/>.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record ThemeSplit(Guid ThemeId, Guid ProjectId, IReadOnlyList<Guid> IntoThemeIds, int Version, DateTimeOffset OccurredAt);

/// <summary>A theme has been retired: nothing more is coded to it, and what is stays.</summary>
/// <param name="ThemeId">The theme.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Version">See <see cref="ThemeMerged"/>.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record ThemeRetired(Guid ThemeId, Guid ProjectId, int Version, DateTimeOffset OccurredAt);

/// <summary>An insight has been agreed from themes.</summary>
/// <param name="InsightId">The insight.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Kind">problem, opportunity, solution, barrier or principle.</param>
/// <param name="ThemeIds">The themes it rests on, at least one.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record InsightAgreed(
    Guid InsightId, Guid ProjectId, string Kind, IReadOnlyList<Guid> ThemeIds, DateTimeOffset OccurredAt);

/// <summary>An insight has been withdrawn: nothing new is based on it. May arrive before <see cref="InsightAgreed"/>.</summary>
/// <param name="InsightId">The insight.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record InsightWithdrawn(Guid InsightId, Guid ProjectId, DateTimeOffset OccurredAt);

/// <summary>A publication can be read by everybody.</summary>
/// <param name="PublicationId">The publication.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Version">The published version, from 1.</param>
/// <param name="Kind">essay, guide, principles, blog, toolkit or evaluation.</param>
/// <param name="Slug">The short name in addresses, unique in the project.</param>
/// <param name="Title">Its title.</param>
/// <param name="PublishedOn">The day it carries.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record PublicationPublished(
    Guid PublicationId, Guid ProjectId, int Version, string Kind, string Slug, string Title, DateOnly PublishedOn,
    DateTimeOffset OccurredAt);

/// <summary>A publication is shown no more; its address says since when and why. May arrive before <see cref="PublicationPublished"/>.</summary>
/// <param name="PublicationId">The publication.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Version">The version that was current.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record PublicationRetracted(Guid PublicationId, Guid ProjectId, int Version, DateTimeOffset OccurredAt);

/// <summary>
/// What became of something that a participant gave is another than was told before. Published for contributions with a participant
/// only: what is anonymous is followed by its own id, and no message says so.
/// </summary>
/// <param name="ContributionId">The contribution.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="ParticipantId">Whose it is.</param>
/// <param name="Counts">False while it is left out because a consent is missing, and after it was taken back.</param>
/// <param name="Themes">To how many themes it is coded.</param>
/// <param name="Insights">How many insights were agreed from those and stand.</param>
/// <param name="UsedIn">The publications that rest on it, whether or not it counts now; empty before.</param>
/// <param name="Version">From 1, rises with every event about this contribution: the highest counts.</param>
/// <param name="OccurredAt">When that was seen, UTC.</param>
public sealed record ContributionOutcomeChanged(
    Guid ContributionId, Guid ProjectId, Guid ParticipantId, bool Counts, int Themes, int Insights, IReadOnlyList<UsedInPublication> UsedIn,
    int Version, DateTimeOffset OccurredAt)
{
    /// <summary>True when it may be used only together with others, so that it may be left out for want of another's consent.</summary>
    public bool? Together { get; init; }

    /// <summary>What staff decided about it; null where they decided nothing. What is coded to a theme all the same is used.</summary>
    public SetAside? SetAside { get; init; }
}

/// <summary>That staff decided not to use a contribution.</summary>
/// <param name="Decision">parked, for later, or notUsed.</param>
/// <param name="Reason">Why, as whoever gave it may read it.</param>
public sealed record SetAside(string Decision, string Reason);

/// <summary>A publication that rests on a contribution.</summary>
/// <param name="PublicationId">The publication.</param>
/// <param name="Title">Its title now.</param>
/// <param name="Versions">The versions that rest on it, ascending.</param>
public sealed record UsedInPublication(Guid PublicationId, string Title, IReadOnlyList<int> Versions)
{
    /// <summary>True when it was retracted since; null while it can be read.</summary>
    public bool? Retracted { get; init; }
}

/// <summary>
/// How the themes of a project are now, for whoever has begun to listen since, or comes from a backup. Published by publications at every
/// start, then every ten minutes.
/// </summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Themes">Some of its themes, or all.</param>
/// <param name="OccurredAt">When this was published, UTC.</param>
public sealed record ThemesAnnounced(Guid ProjectId, IReadOnlyList<AnnouncedTheme> Themes, DateTimeOffset OccurredAt);

/// <summary>A theme with its words and what became of it.</summary>
/// <param name="ThemeId">The theme.</param>
/// <param name="Code">Its code, unique in the project.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Description">What it means; null where the code book does not say.</param>
/// <param name="State">open, merged, split or retired.</param>
/// <param name="IntoThemeIds">Where it was merged, or which take its place; empty otherwise.</param>
/// <param name="Version">Of the last event about it: both its words and what became of it are those of this version.</param>
public sealed record AnnouncedTheme(
    Guid ThemeId, string Code, string Label, string? Description, string State, IReadOnlyList<Guid> IntoThemeIds, int Version);
