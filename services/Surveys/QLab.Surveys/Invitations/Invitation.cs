namespace QLab.Surveys.Invitations;

/// <summary>That a participant is asked to answer. It is never touched when they do: their ballot goes.</summary>
sealed class Invitation
{
    public required Guid Id { get; init; }
    public required Guid SurveyId { get; init; }
    public required Guid ParticipantId { get; init; }
    public required Guid BallotId { get; init; }
}

/// <summary>The right to answer once. While it is there, its invitation has not been used.</summary>
sealed class Ballot
{
    public required Guid Id { get; init; }
    public required Guid SurveyId { get; init; }
}

/// <summary>The hash of a code that somebody was sent; a reminder brings one more for the same ballot.</summary>
sealed class BallotToken
{
    public required byte[] TokenHash { get; init; }
    public required Guid BallotId { get; init; }
}
