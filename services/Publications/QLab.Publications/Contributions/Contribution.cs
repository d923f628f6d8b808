using QLab.ReferenceData;

namespace QLab.Publications.Contributions;

/// <summary>That something was given, and where it lies; what was said stays in the service that took it.</summary>
sealed class Contribution : IGiven
{
    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    public Guid? ParticipantId { get; init; }
    public required string[] Consents { get; init; }

    /// <summary>The service that holds its text.</summary>
    public required string Service { get; init; }

    /// <summary>What it was given in: a survey, a workshop, a test team; the project where there is nothing narrower.</summary>
    public required Guid OriginId { get; init; }

    /// <summary>What it is, as its service calls it: the list of kinds is open.</summary>
    public required string Kind { get; init; }

    /// <summary>One of its kind, as a sentence says it.</summary>
    public required string Label { get; init; }

    /// <summary>The noun by which several are counted.</summary>
    public required string Noun { get; init; }

    public required DateTimeOffset GivenAt { get; init; }

    /// <summary>How far its own service had got with it when it last told of it.</summary>
    public required int Version { get; init; }

    /// <summary>When it was taken back or taken away: it then no longer counts.</summary>
    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>What staff decided about it; what is evidence for a theme all the same is used.</summary>
    public Decision? SetAside { get; private set; }

    /// <summary>Why, as whoever gave it reads it.</summary>
    public string? SetAsideReason { get; private set; }

    public void SetAsideAs(Decision decision, string reason) => (SetAside, SetAsideReason) = (decision, reason);

    public void TakeUp() => (SetAside, SetAsideReason) = (null, null);
}

public enum Decision
{
    /// <summary>Not now: it is kept in mind for later.</summary>
    Parked,

    /// <summary>Not at all.</summary>
    NotUsed,
}

/// <summary>That a contribution may be used only together with others, as its service has told.</summary>
sealed class BatchedContribution
{
    public required Guid ContributionId { get; init; }

    /// <summary>Null while it waits for others.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>When it was put there: of several words of it the latest counts.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}
