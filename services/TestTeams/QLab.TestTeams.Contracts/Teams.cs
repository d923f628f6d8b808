namespace QLab.TestTeams.Contracts;

/// <summary>A test team has formed. Published by test-teams.</summary>
/// <param name="TeamId">The team.</param>
/// <param name="ProjectId">The project it belongs to.</param>
/// <param name="Name">What the team is called; never a person's name.</param>
/// <param name="HostOrganisationIds">The organisations that host it, at least one.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record TeamFormed(
    Guid TeamId, Guid ProjectId, string Name, IReadOnlyList<Guid> HostOrganisationIds, DateTimeOffset OccurredAt);

/// <summary>A team has entered a stage of the triple diamond; going back is an event of its own.</summary>
/// <param name="TeamId">The team.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Version">Rises by one with every stage this team enters; the highest is where it is now.</param>
/// <param name="Stage">gather, diagnose, discover, define, develop or deliver.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record StageEntered(Guid TeamId, Guid ProjectId, int Version, string Stage, DateTimeOffset OccurredAt);

/// <summary>A team has recorded what it learned: a contribution. Its text stays in test-teams.</summary>
/// <param name="LearningId">The contribution.</param>
/// <param name="TeamId">The team.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record LearningRecorded(Guid LearningId, Guid TeamId, Guid ProjectId, DateTimeOffset OccurredAt);

/// <summary>A team has been given a grant to take its work forward.</summary>
/// <param name="GrantId">The grant.</param>
/// <param name="TeamId">The team.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="FunderIds">The organisations that give it, at least one.</param>
/// <param name="AwardedOn">The day of the award.</param>
/// <param name="OccurredAt">When it was recorded, UTC.</param>
public sealed record GrantAwarded(
    Guid GrantId, Guid TeamId, Guid ProjectId, IReadOnlyList<Guid> FunderIds, DateOnly AwardedOn, DateTimeOffset OccurredAt);

/// <summary>A team is called otherwise, or others host it. May arrive before <see cref="TeamFormed"/>: what was said last counts.</summary>
/// <param name="TeamId">The team.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Name">What the team is called; never a person's name.</param>
/// <param name="HostOrganisationIds">The organisations that host it, at least one.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record TeamCorrected(
    Guid TeamId, Guid ProjectId, string Name, IReadOnlyList<Guid> HostOrganisationIds, DateTimeOffset OccurredAt);

/// <summary>A learning was removed and counts no more. May arrive before <see cref="LearningRecorded"/>.</summary>
/// <param name="LearningId">The contribution.</param>
/// <param name="TeamId">The team.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record LearningRemoved(Guid LearningId, Guid TeamId, Guid ProjectId, DateTimeOffset OccurredAt);

/// <summary>A grant was recorded wrongly and is put right. May arrive before <see cref="GrantAwarded"/>, which is its version 1.</summary>
/// <param name="GrantId">The grant.</param>
/// <param name="TeamId">The team.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Version">From 2; the highest counts.</param>
/// <param name="FunderIds">The organisations that give it, at least one.</param>
/// <param name="AwardedOn">The day of the award.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record GrantCorrected(
    Guid GrantId, Guid TeamId, Guid ProjectId, int Version, IReadOnlyList<Guid> FunderIds, DateOnly AwardedOn, DateTimeOffset OccurredAt);

/// <summary>A grant counts no more. May arrive before <see cref="GrantAwarded"/>, which is its version 1.</summary>
/// <param name="GrantId">The grant.</param>
/// <param name="TeamId">The team.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Version">The highest of this grant: nothing follows.</param>
/// <param name="AwardedOn">The day of the award.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record GrantWithdrawn(
    Guid GrantId, Guid TeamId, Guid ProjectId, int Version, DateOnly AwardedOn, DateTimeOffset OccurredAt);

/// <summary>
/// What the teams of a project are called and who hosts them, for whoever has begun to listen since, or comes from a backup. Published by
/// test-teams at every start, then every ten minutes. A correction of the last minute before it counts more: both may have been under way.
/// </summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Teams">Some of its teams, or all.</param>
/// <param name="OccurredAt">When this was published, UTC.</param>
public sealed record TeamsAnnounced(Guid ProjectId, IReadOnlyList<AnnouncedTeam> Teams, DateTimeOffset OccurredAt);

/// <summary>A team as it is now.</summary>
/// <param name="TeamId">The team.</param>
/// <param name="Name">What the team is called; never a person's name.</param>
/// <param name="HostOrganisationIds">The organisations that host it, at least one.</param>
public sealed record AnnouncedTeam(Guid TeamId, string Name, IReadOnlyList<Guid> HostOrganisationIds);
