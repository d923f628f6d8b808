namespace QLab.Participants.Contracts;

/// <summary>An organisation is known to the platform. Published by participants, once for each organisation.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is: charity, nhsTrust, healthBoard, hospital, university, network, funder, evaluator.</param>
/// <param name="ParentId">The federation it belongs to, if any.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record OrganisationRegistered(
    Guid OrganisationId, string Name, string Kind, Guid? ParentId, DateTimeOffset OccurredAt);

/// <summary>
/// What is known of an organisation has been corrected. May arrive before <see cref="OrganisationRegistered"/>: the latest
/// <paramref name="OccurredAt"/> counts.
/// </summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is, as in <see cref="OrganisationRegistered"/>.</param>
/// <param name="ParentId">The federation it belongs to, if any.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record OrganisationCorrected(
    Guid OrganisationId, string Name, string Kind, Guid? ParentId, DateTimeOffset OccurredAt);

/// <summary>
/// An organisation has agreed to take part in a project in one role, or belongs to a federation whose partnership holds for its members
/// too. May arrive before the project or the organisation.
/// </summary>
/// <param name="ProjectId">The project.</param>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Role">partner, teamHost, funder, evaluator or coProducer.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record PartnershipAgreed(Guid ProjectId, Guid OrganisationId, string Role, DateTimeOffset OccurredAt);

/// <summary>
/// An organisation has a role in a project no longer. May arrive before <see cref="PartnershipAgreed"/>, and the same may be agreed again
/// later: what was said last counts.
/// </summary>
/// <param name="ProjectId">The project.</param>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Role">partner, teamHost, funder, evaluator or coProducer.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record PartnershipEnded(Guid ProjectId, Guid OrganisationId, string Role, DateTimeOffset OccurredAt);
