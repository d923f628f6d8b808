namespace QLab.TestTeams.Stages;

/// <summary>That a team entered a stage; the list of them is its path and is never rewritten.</summary>
sealed class StageEntry
{
    public required Guid Id { get; init; }
    public required Guid TeamId { get; init; }

    /// <summary>1 for the first stage a team enters, and one more each time.</summary>
    public required int Version { get; init; }

    public required Stage Stage { get; init; }
    public string? Note { get; init; }

    /// <summary>Why the team went back; null when it went forward.</summary>
    public string? Reason { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }
}
