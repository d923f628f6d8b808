namespace QLab.Workshops.Interviews;

/// <summary>What was recorded of an interview: voices, kept until a day that is said beforehand.</summary>
sealed class Recording
{
    public required Guid Id { get; init; }
    public required Guid InterviewId { get; init; }
    public required string FileName { get; init; }

    /// <summary>Which content the file has.</summary>
    public required byte[] FileHash { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>The last day on which it is there.</summary>
    public required DateOnly KeptUntil { get; init; }
}
