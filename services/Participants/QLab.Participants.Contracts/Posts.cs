namespace QLab.Participants.Contracts;

/// <summary>
/// Somebody has written in a project's online group, has changed what they wrote, or it is shown again. Published by participants; the
/// text stays there. A post is a contribution.
/// </summary>
/// <param name="ProjectId">The project.</param>
/// <param name="PostId">The post.</param>
/// <param name="ParticipantId">The pseudonym of who wrote it; null for the Lab itself.</param>
/// <param name="Version">Rises with every event about this post; a lower one than you hold is late: keep what you have.</param>
/// <param name="OccurredAt">When it was written, UTC.</param>
public sealed record PostPublished(Guid ProjectId, Guid PostId, Guid? ParticipantId, int Version, DateTimeOffset OccurredAt);

/// <summary>A post is no longer shown, so it does not count as a contribution. May arrive before <see cref="PostPublished"/>.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="PostId">The post.</param>
/// <param name="Version">See <see cref="PostPublished"/>.</param>
/// <param name="Reason">hidden, removed, or withdrawn by its author.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record PostRemoved(Guid ProjectId, Guid PostId, int Version, string? Reason, DateTimeOffset OccurredAt);
