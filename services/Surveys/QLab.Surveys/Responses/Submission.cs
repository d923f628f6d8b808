using QLab.ServiceDefaults.Messaging.Outbox;

namespace QLab.Surveys.Responses;

enum Outcome
{
    /// <summary>Not tried yet, or to be tried again because others were in the way.</summary>
    Open,
    Stored,

    /// <summary>
    /// There is a response with this id or of this participant already, or the survey has changed since the answers were checked.
    /// </summary>
    NotStored,
    QuotaFull,
    BallotUsed,
}

/// <summary>A response on its way to the disk.</summary>
/// <param name="SurveyVersion">The row version of the survey that the answers were checked against.</param>
/// <param name="Answers">As JSON.</param>
/// <param name="Events">What is announced with it.</param>
sealed record Submission(
    Guid Id, Guid SurveyId, uint SurveyVersion, Guid? ParticipantId, string Language, string Answers, DateTimeOffset SubmittedAt,
    IReadOnlyList<EventRow> Events)
{
    public IReadOnlyList<string> Quotas { get; init; } = [];

    public IReadOnlyList<string> Consents { get; init; } = [];

    /// <summary>Of the wording that they were given in.</summary>
    public int? ConsentVersion { get; init; }

    /// <summary>The ballot that is used up with it.</summary>
    public Guid? BallotId { get; init; }

    /// <summary>The unfinished answers that it takes the place of.</summary>
    public byte[]? SavedCodeHash { get; init; }

    public Outcome Outcome { get; set; }

    /// <summary>Whether it is no more than a row and its events, so that a single statement does.</summary>
    public bool IsPlain => Quotas.Count == 0 && BallotId is null && SavedCodeHash is null;
}
