namespace QLab.Participants.Projects.Counts;

enum Counted
{
    Surveys,
    SurveysClosed,
    Responses,

    /// <summary>Those of them that are nobody's: who gave them cannot be known.</summary>
    AnonymousResponses,
    WorkshopsScheduled,
    WorkshopsHeld,
    PlacesBooked,
    Notes,
    Teams,
    Learnings,
    Grants,
    Themes,
    Insights,
    Publications,
}

/// <summary>
/// How many of one thing other services have told of. A row for each kind, so that their consumers do not wait for each other.
/// </summary>
sealed class ProjectCount
{
    public required Guid ProjectId { get; init; }
    public required Counted What { get; init; }
    public required long Value { get; init; }
}

/// <summary>A team that has been given a grant at some time.</summary>
sealed class FundedTeam
{
    public required Guid ProjectId { get; init; }
    public required Guid TeamId { get; init; }

    /// <summary>Those that were not withdrawn; a withdrawal may arrive before its award.</summary>
    public required int Grants { get; init; }
}
