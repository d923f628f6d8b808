namespace QLab.Participants.Participations;

/// <summary>What other services were told last of the partner that a participant belongs to.</summary>
sealed class ToldAffiliation
{
    public required Guid ParticipationId { get; init; }
    public required Guid ProjectId { get; init; }
    public Guid? OrganisationId { get; init; }
}
