namespace QLab.Participants.Contracts;

/// <summary>Somebody takes part in a project. Published by participants; says nothing of who it is.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="ParticipantId">A pseudonym for this person in this project; only participants can turn it into a person.</param>
/// <param name="Perspectives">How they take part: livedExperience, carer, professional.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record ParticipantJoined(
    Guid ProjectId, Guid ParticipantId, IReadOnlyList<string> Perspectives, DateTimeOffset OccurredAt);

/// <summary>
/// Somebody no longer takes part. May arrive before <see cref="ParticipantJoined"/>: compare <paramref name="OccurredAt"/>.
/// </summary>
/// <param name="ProjectId">The project.</param>
/// <param name="ParticipantId">The pseudonym.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record ParticipantLeft(Guid ProjectId, Guid ParticipantId, DateTimeOffset OccurredAt);

/// <summary>A participant has given consent for one purpose. The latest <paramref name="OccurredAt"/> for a purpose counts.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="ParticipantId">The pseudonym.</param>
/// <param name="Purpose">contact, research, quotation, namedCredit, livedExperienceData or newsletter.</param>
/// <param name="WordingVersion">The version of the wording that they agreed to.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record ConsentGiven(
    Guid ProjectId, Guid ParticipantId, string Purpose, int WordingVersion, DateTimeOffset OccurredAt);

/// <summary>A participant has withdrawn consent for one purpose: stop that use now. See <see cref="ConsentGiven"/> for the order.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="ParticipantId">The pseudonym.</param>
/// <param name="Purpose">The purpose, as in <see cref="ConsentGiven"/>.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record ConsentWithdrawn(Guid ProjectId, Guid ParticipantId, string Purpose, DateTimeOffset OccurredAt);

/// <summary>
/// What participants consent to now, or no longer, for whoever has begun to listen since, or comes from a backup. Published by
/// participants at every start, then every ten minutes.
/// </summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Consents">Of some who take part in it, or did, all that <see cref="ConsentGiven"/> has told.</param>
/// <param name="OccurredAt">When this was published, UTC.</param>
public sealed record ConsentsAnnounced(Guid ProjectId, IReadOnlyList<AnnouncedConsent> Consents, DateTimeOffset OccurredAt);

/// <summary>
/// What a participant said last about one purpose. The latest <paramref name="Since"/> counts, in whichever event it comes.
/// </summary>
/// <param name="ParticipantId">The pseudonym.</param>
/// <param name="Purpose">The purpose, as in <see cref="ConsentGiven"/>.</param>
/// <param name="Given">Whether it is given; otherwise it was withdrawn.</param>
/// <param name="WordingVersion">The version of the wording that they agreed to.</param>
/// <param name="Since">When they said so, UTC: the instant of the event that told it first.</param>
public sealed record AnnouncedConsent(Guid ParticipantId, string Purpose, bool Given, int WordingVersion, DateTimeOffset Since);

/// <summary>
/// Which partner of the project somebody who takes part belongs to, so that it may do something for its own people. The latest
/// <paramref name="OccurredAt"/> counts.
/// </summary>
/// <param name="ProjectId">The project.</param>
/// <param name="ParticipantId">The pseudonym.</param>
/// <param name="OrganisationId">The organisation; null when they belong to no partner of the project any more.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record ParticipantAffiliationChanged(
    Guid ProjectId, Guid ParticipantId, Guid? OrganisationId, DateTimeOffset OccurredAt);

/// <summary>
/// How what a Lab writes to its participants reaches some of them, by mail or by post, or why not; no address. Published by participants
/// when that changes, and of everybody who takes part at every start, then every ten minutes.
/// </summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Participants">Some who take part in it.</param>
/// <param name="OccurredAt">When this was published, UTC.</param>
public sealed record ParticipantReachAnnounced(
    Guid ProjectId, IReadOnlyList<ParticipantReach> Participants, DateTimeOffset OccurredAt);

/// <summary>How one participant is reached. The latest <paramref name="Since"/> counts, in whichever event it comes.</summary>
/// <param name="ParticipantId">The pseudonym.</param>
/// <param name="Reach">mail, post, or why neither: noConsent, mailReturned.</param>
/// <param name="Since">When it was found to be so, UTC.</param>
public sealed record ParticipantReach(Guid ParticipantId, string Reach, DateTimeOffset Since);
