namespace QLab.Publications.Contributions;

enum ContributionKind
{
    SurveyResponse,
    WorkshopNote,
    Learning,
    GroupPost,
}

/// <summary>That something was given, and where it lies; what was said stays in the service that took it.</summary>
sealed class Contribution
{
    public required Guid Id { get; init; }
    public required ContributionKind Kind { get; init; }
    public required Guid ProjectId { get; init; }
    public Guid? ParticipantId { get; init; }

    /// <summary>The service that holds its text.</summary>
    public required string Service { get; init; }

    /// <summary>The survey, workshop or test team that it was given in; for a post of the online group, the project.</summary>
    public required Guid OriginId { get; init; }

    public required DateTimeOffset GivenAt { get; init; }

    /// <summary>How far its own service had got with it when it last told of it; 0 for what never changes.</summary>
    public int Version { get; init; }

    /// <summary>When it was taken back or taken away: it then no longer counts.</summary>
    public DateTimeOffset? RemovedAt { get; init; }
}
