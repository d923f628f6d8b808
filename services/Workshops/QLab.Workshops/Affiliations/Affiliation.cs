namespace QLab.Workshops.Affiliations;

/// <summary>Which partner of the project a participant belongs to, as the participants service has told of it.</summary>
sealed class Affiliation
{
    public required Guid ParticipantId { get; init; }

    /// <summary>Null once they belong to none: kept, so that what arrives late does not bring it back.</summary>
    public Guid? OrganisationId { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }
}
