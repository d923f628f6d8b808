namespace QLab.Surveys.Results.Tallying;

/// <summary>A tally as it is kept, with all responses up to a position in it.</summary>
sealed class KeptTally
{
    public required Guid SurveyId { get; init; }

    /// <summary>Empty for the whole survey.</summary>
    public required string Query { get; init; }

    /// <summary>A tally that is dropped and made again is another one.</summary>
    public required Guid Id { get; init; }

    public required string Definition { get; init; }
    public required long Position { get; init; }
    public required string State { get; init; }

    /// <summary>What partners see: the state as it was at a position that moves on only when enough has changed.</summary>
    public string? Shown { get; init; }

    public long? ShownPosition { get; init; }

    /// <summary>Whether something that partners see counted has been changed or taken back since; kept for the whole survey.</summary>
    public bool TakenOut { get; init; }

    /// <summary>
    /// Responses that partners see counted and that may be used, or no longer, since; kept for the whole survey, as far as it takes to
    /// move on.
    /// </summary>
    public required Guid[] ChangedUse { get; init; }

    public required DateTimeOffset UsedAt { get; init; }
}
