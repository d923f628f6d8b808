namespace QLab.Participants.Contracts;

/// <summary>A Lab project has been opened. Published by participants, once for each project.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Version">Rises by one with every event about this project; a lower one than you hold is late: keep what you have.</param>
/// <param name="Slug">The short name in addresses, unique for ever.</param>
/// <param name="Title">The title that people read.</param>
/// <param name="StartsOn">First day.</param>
/// <param name="EndsOn">Last day as planned.</param>
/// <param name="Simulated">True when its people and what they gave are made up; say so wherever they show.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record ProjectOpened(
    Guid ProjectId, int Version, string Slug, string Title, DateOnly StartsOn, DateOnly EndsOn, bool Simulated, DateTimeOffset OccurredAt);

/// <summary>A project has entered one of its phases. May arrive before <see cref="ProjectOpened"/>.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Version">See <see cref="ProjectOpened"/>.</param>
/// <param name="Phase">The name of the phase, as the project calls it.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record ProjectPhaseEntered(Guid ProjectId, int Version, string Phase, DateTimeOffset OccurredAt);

/// <summary>A project has been closed: nothing new is collected for it. May arrive before <see cref="ProjectOpened"/>.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Version">See <see cref="ProjectOpened"/>.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record ProjectClosed(Guid ProjectId, int Version, DateTimeOffset OccurredAt);

/// <summary>The title or the days of a project have been corrected. May arrive before <see cref="ProjectOpened"/>.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Version">See <see cref="ProjectOpened"/>.</param>
/// <param name="Title">The title that people read.</param>
/// <param name="StartsOn">First day.</param>
/// <param name="EndsOn">Last day as planned.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record ProjectCorrected(Guid ProjectId, int Version, string Title, DateOnly StartsOn, DateOnly EndsOn, DateTimeOffset OccurredAt);
