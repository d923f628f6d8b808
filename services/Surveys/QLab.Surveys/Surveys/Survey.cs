using QLab.ServiceDefaults.Persistence;

namespace QLab.Surveys.Surveys;

public enum SurveyMode
{
    /// <summary>Anybody with the link answers; nothing leads from an answer to a person.</summary>
    Anonymous,

    /// <summary>Each response belongs to a participant, who answers once.</summary>
    Identified,
}

/// <summary>A questionnaire version put to people.</summary>
sealed class Survey : IVersioned
{
    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    public required Guid QuestionnaireId { get; init; }
    public int Version { get; private set; } = 1;
    public required string Title { get; init; }
    public required SurveyMode Mode { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public string? CloseReason { get; private set; }
    public uint RowVersion { get; private set; }

    public bool IsOpen => ClosedAt is null;

    public void Close(string reason, DateTimeOffset now)
    {
        ClosedAt = now;
        CloseReason = reason;
        Version++;
    }
}
