namespace QLab.Publications.Contracts;

/// <summary>A theme is in the code book of a project. Published by publications.</summary>
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

/// <summary>An insight has been agreed from themes.</summary>
/// <param name="InsightId">The insight.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Kind">problem, opportunity, solution, barrier or principle.</param>
/// <param name="ThemeIds">The themes it rests on, at least one.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record InsightAgreed(
    Guid InsightId, Guid ProjectId, string Kind, IReadOnlyList<Guid> ThemeIds, DateTimeOffset OccurredAt);

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
    Guid PublicationId, Guid ProjectId, int Version, string Kind, string Slug, string Title, DateOnly PublishedOn, DateTimeOffset OccurredAt);
