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

/// <summary>
/// A project that was closed is open again: people join and things are collected, and what was closed with it stays closed. May arrive before
/// <see cref="ProjectClosed"/>: of the two the higher version counts.
/// </summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Version">See <see cref="ProjectOpened"/>.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record ProjectReopened(Guid ProjectId, int Version, DateTimeOffset OccurredAt);

/// <summary>The title or the days of a project have been corrected. May arrive before <see cref="ProjectOpened"/>.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Version">See <see cref="ProjectOpened"/>.</param>
/// <param name="Title">The title that people read.</param>
/// <param name="StartsOn">First day.</param>
/// <param name="EndsOn">Last day as planned.</param>
/// <param name="OccurredAt">When, UTC.</param>
/// <param name="Simulated">See <see cref="ProjectOpened"/>.</param>
public sealed record ProjectCorrected(
    Guid ProjectId, int Version, string Title, DateOnly StartsOn, DateOnly EndsOn, DateTimeOffset OccurredAt, bool Simulated = false);

/// <summary>
/// A project as it is now, for services that have missed something: they may be newer than its events, or back from a backup. Published by
/// participants for each project, at every start and every ten minutes; nothing has happened.
/// </summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Version">Of its last event; see <see cref="ProjectOpened"/>.</param>
/// <param name="Title">The title that people read.</param>
/// <param name="Simulated">See <see cref="ProjectOpened"/>.</param>
/// <param name="Phase">The phase that it is in; null before the first.</param>
/// <param name="Closed">Whether it is closed.</param>
/// <param name="Partners">Which organisations have which role: partner, teamHost, funder, evaluator or coProducer. Whatever else was
/// agreed before has ended.</param>
/// <param name="OccurredAt">When this was so, UTC.</param>
public sealed record ProjectAnnounced(
    Guid ProjectId, int Version, string Title, bool Simulated, string? Phase, bool Closed,
    IReadOnlyDictionary<string, IReadOnlyList<Guid>> Partners, DateTimeOffset OccurredAt);
