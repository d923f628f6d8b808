using QLab.ServiceDefaults.Persistence;
using QLab.TestTeams.Stages;

namespace QLab.TestTeams.Learnings;

public enum Confidence
{
    Low,
    Medium,
    High,
}

/// <summary>Something a team has learned: a contribution. Its text never leaves this service by itself.</summary>
sealed class Learning : IVersioned
{
    public const string Noun = "learning";
    const string Removed = "[removed]";

    public required Guid Id { get; init; }
    public required Guid TeamId { get; init; }

    /// <summary>Where the team was when it learned this; null before its first stage.</summary>
    public Stage? Stage { get; set; }

    public required string Text { get; set; }
    public required Confidence Confidence { get; set; }
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Rises with every event about it as a contribution.</summary>
    public int Version { get; private set; } = 1;

    public DateTimeOffset? RemovedAt { get; private set; }
    public uint RowVersion { get; private set; }

    public void Correct(string text, Confidence confidence, Stage? stage) =>
        (Text, Confidence, Stage, Version) = (text, confidence, stage, Version + 1);

    public void Remove(DateTimeOffset now) => (Text, RemovedAt, Version) = (Removed, now, Version + 1);
}
