using QLab.Questionnaires;
using QLab.Questionnaires.Answering;
using QLab.ServiceDefaults.Persistence;
using QLab.Surveys.Consents;

namespace QLab.Surveys.Surveys;

public enum SurveyMode
{
    /// <summary>Anybody with the link answers; nothing leads from an answer to a person.</summary>
    Anonymous,

    /// <summary>Each response belongs to a participant, who answers once; staff see answers but never whose they are.</summary>
    Confidential,

    /// <summary>Each response belongs to a participant, who answers once.</summary>
    Identified,
}

public enum SurveyAccess
{
    /// <summary>Whoever has the link, or whom staff name.</summary>
    Open,

    /// <summary>Only with the single-use code of an invitation.</summary>
    Invited,
}

public enum SurveyState
{
    /// <summary>Its window has not begun.</summary>
    Scheduled,
    Open,
    Closed,
}

/// <summary>A questionnaire version put to people.</summary>
sealed class Survey : IVersioned
{
    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    public required Guid QuestionnaireId { get; init; }
    public int Version { get; private set; } = 1;

    /// <summary>In the first language of its questionnaire.</summary>
    public required string Title { get; set; }

    /// <summary>In its other languages.</summary>
    public LocalText? Titles { get; set; }

    /// <summary>What the answers are for.</summary>
    public LocalText? Purpose { get; set; }

    /// <summary>Whom to ask about it.</summary>
    public string? Contact { get; set; }

    /// <summary>What its form asks consent to, in its current wording.</summary>
    public IReadOnlyList<FormConsent> Consents { get; private set; } = [];

    /// <summary>Which wording that is; 0 before the form has asked anything.</summary>
    public int ConsentVersion { get; private set; }

    public required SurveyMode Mode { get; init; }
    public SurveyAccess Access { get; init; }
    public HiddenAnswers HiddenAnswers { get; init; }

    /// <summary>Whether a response may be changed while the survey is open.</summary>
    public bool Amendable { get; set; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The window: no response before it.</summary>
    public DateTimeOffset? OpensAt { get; set; }

    /// <summary>The window: no response from then on.</summary>
    public DateTimeOffset? ClosesAt { get; set; }

    public DateTimeOffset? ClosedAt { get; private set; }
    public string? CloseReason { get; private set; }

    /// <summary>When those who had not answered were last reminded.</summary>
    public DateTimeOffset? RemindedAt { get; set; }

    public uint RowVersion { get; private set; }

    public bool IsClosed(DateTimeOffset now) => ClosedAt is not null || ClosesAt <= now;

    public bool IsOpen(DateTimeOffset now) => !IsClosed(now) && !(OpensAt > now);

    public SurveyState State(DateTimeOffset now) =>
        IsClosed(now) ? SurveyState.Closed : IsOpen(now) ? SurveyState.Open : SurveyState.Scheduled;

    /// <summary>Words the consents, as the next version.</summary>
    public ConsentForm Ask(IReadOnlyList<FormConsent> consents)
    {
        (Consents, ConsentVersion) = (consents, ConsentVersion + 1);
        return new() { SurveyId = Id, Version = ConsentVersion, Asked = consents };
    }

    public void Close(string reason, DateTimeOffset now)
    {
        ClosedAt = now;
        CloseReason = reason;
        Version++;
    }
}

/// <summary>How many responses of one kind a survey takes.</summary>
sealed class Quota
{
    public required Guid SurveyId { get; init; }
    public required string Name { get; init; }
    public required int Limit { get; set; }
    public int Taken { get; private set; }

    /// <summary>A condition about the answers, as JSON; every response counts when absent.</summary>
    public string? When { get; init; }
}

/// <summary>
/// In a project that is made up things happen on the days of its story, and whoever plays it may say so. In any other the day is the one
/// on which the platform was told.
/// </summary>
static class StoryDays
{
    static readonly DateOnly Earliest = new(1900, 1, 1);

    /// <param name="maySay">Whether the project is made up, and the caller plays it.</param>
    public static string? Fault(DateOnly day, bool maySay, DateTimeOffset now) =>
        !maySay ? "Only in a project whose people are made up may a day be said, and only with the scope surveys:write."
        : day < Earliest || day > DateOnly.FromDateTime(now.UtcDateTime) ? "This is a day in the past, and after 1900."
        : null;

    public static DateTimeOffset At(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
