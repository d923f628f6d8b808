namespace QLab.Participants.Participations.Representation;

/// <summary>How far somebody has come since they joined.</summary>
public enum Step
{
    Answered,
    Booked,
    Noted,
    Posted,
}

/// <summary>That a participation has reached a step, at least once.</summary>
sealed class ParticipationStep
{
    public required Guid ParticipationId { get; init; }
    public required Step Step { get; init; }
}
