namespace QLab.Contributions;

/// <summary>
/// Somebody has given something, has changed it, or it counts again. Published by the service that took it, whichever that is; what was
/// said stays there, and nothing here repeats a word of it or names anybody. May arrive twice or out of order: of several versions of a
/// contribution the highest counts, with <see cref="ContributionWithdrawn"/> among them.
/// </summary>
/// <param name="ContributionId">The contribution.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="ParticipantId">Whose it is; null when it was given anonymously or belongs to nobody alone.</param>
/// <param name="Service">The service that holds it, as in addresses.</param>
/// <param name="OriginId">What it was given in: a survey, a workshop, a test team; the project where there is nothing narrower.</param>
/// <param name="Kind">What it is, in camelCase; one word of the whole platform for one kind.</param>
/// <param name="Label">One of its kind, as a sentence says it: "a workshop note".</param>
/// <param name="Noun">The noun by which several are counted, in the singular: "workshop note".</param>
/// <param name="Version">From 1, rises with every event about this contribution.</param>
/// <param name="OccurredAt">
/// When it was given, UTC; only the day (midnight) of what was given anonymously, so that time identifies nobody.
/// </param>
/// <param name="Consents">
/// The purposes that whoever gave it consented to on the form it was given with, for what is anonymous; what belongs to nobody alone, such
/// as a team's learning, says here what its givers agreed to share it for. Null or empty where a participant's own consents decide.
/// </param>
public sealed record ContributionGiven(
    Guid ContributionId, Guid ProjectId, Guid? ParticipantId, string Service, Guid OriginId, string Kind, string Label, string Noun,
    int Version,
    DateTimeOffset OccurredAt,
    IReadOnlyList<string>? Consents = null);

/// <summary>
/// A contribution counts no longer: it was taken back by whoever gave it, or is no longer shown. May arrive before its
/// <see cref="ContributionGiven"/>; it may be given again, under a higher version.
/// </summary>
/// <param name="ContributionId">The contribution.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Service">See <see cref="ContributionGiven"/>.</param>
/// <param name="Kind">See <see cref="ContributionGiven"/>.</param>
/// <param name="Version">See <see cref="ContributionGiven"/>.</param>
/// <param name="OccurredAt">When, UTC; only the day (midnight) of what was given anonymously.</param>
public sealed record ContributionWithdrawn(
    Guid ContributionId, Guid ProjectId, string Service, string Kind, int Version, DateTimeOffset OccurredAt);

/// <summary>
/// Contributions that may be used together or not at all, because one of them coming or going alone with somebody's consent would show
/// whose it is: for a purpose each of them may be used only while at least eight of them stand and every giver consents to it. A
/// contribution is in one batch at a time; of several words of it the latest counts. May arrive twice or out of order, also before the
/// contributions themselves.
/// </summary>
/// <param name="BatchId">Null while these wait for others: they are not used.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="ContributionIds">All that are in the batch; of those that wait, some.</param>
/// <param name="OccurredAt">When they were put together, UTC.</param>
public sealed record ContributionsBatched(
    Guid? BatchId, Guid ProjectId, IReadOnlyList<Guid> ContributionIds, DateTimeOffset OccurredAt);

/// <summary>
/// Words of a contribution have been coded to a theme, or coded anew: another range, another theme. Published by the service that holds
/// the words. It says where they stand and none of them, nor who coded. May arrive twice or out of order, also before the contribution
/// itself: of several versions of a passage the highest counts, with <see cref="ContributionUncoded"/> among them.
/// </summary>
/// <param name="PassageId">The passage.</param>
/// <param name="ContributionId">The contribution that it is part of.</param>
/// <param name="OriginId">See <see cref="ContributionGiven"/>.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="ThemeId">The theme of the project's code book.</param>
/// <param name="Part">
/// Which text of the contribution it is, as its service tells them apart: the question of a survey, the number of a turn in an interview.
/// </param>
/// <param name="Start">The first character, from 0, counted in Unicode code points.</param>
/// <param name="End">The character after the last, counted in the same way.</param>
/// <param name="Version">Rises by one with every event about this passage; a lower one than you hold is late.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record ContributionCoded(
    Guid PassageId, Guid ContributionId, Guid OriginId, Guid ProjectId, Guid ThemeId, string Part, int Start, int End, int Version,
    DateTimeOffset OccurredAt);

/// <summary>
/// A passage is coded no longer: a coder has taken it away, or its words are gone. It may be coded again later, under a higher version.
/// </summary>
/// <param name="PassageId">The passage.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Version">See <see cref="ContributionCoded"/>.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record ContributionUncoded(Guid PassageId, Guid ProjectId, int Version, DateTimeOffset OccurredAt);
