namespace QLab.Surveys.Invitations;

/// <summary>The right to answer once. While it is there, it has not been used.</summary>
sealed class Ballot
{
    public required Guid Id { get; init; }
    public required Guid SurveyId { get; init; }

    /// <summary>That of the invitation that it was handed out with; null in an anonymous survey, where nobody can tell.</summary>
    public int? Number { get; set; }
}

/// <summary>The hash of a code that uses a ballot.</summary>
sealed class BallotToken
{
    public required byte[] TokenHash { get; init; }
    public required Guid BallotId { get; init; }
}
