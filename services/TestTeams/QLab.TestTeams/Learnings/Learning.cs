using QLab.TestTeams.Stages;

namespace QLab.TestTeams.Learnings;

public enum Confidence
{
    Low,
    Medium,
    High,
}

/// <summary>Something a team has learned: a contribution. Its text never leaves this service by itself.</summary>
sealed class Learning
{
    public required Guid Id { get; init; }
    public required Guid TeamId { get; init; }

    /// <summary>Where the team was when it learned this; null before its first stage.</summary>
    public Stage? Stage { get; init; }

    public required string Text { get; init; }
    public required Confidence Confidence { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
}
