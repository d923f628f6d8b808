namespace QLab.Surveys.Participants;

/// <summary>Somebody taking part in a project, as the participants service has told of them.</summary>
sealed class Participant
{
    public required Guid ProjectId { get; init; }
    public required Guid Id { get; init; }
    public bool Present { get; init; }
    public DateTimeOffset ChangedAt { get; init; }
    public required string[] Perspectives { get; init; }
    public DateTimeOffset PerspectivesAt { get; init; }
}
