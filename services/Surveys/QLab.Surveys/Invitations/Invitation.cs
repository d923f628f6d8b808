namespace QLab.Surveys.Invitations;

/// <summary>That a participant is asked to answer. It is never touched when they do.</summary>
sealed class Invitation
{
    public required Guid Id { get; init; }
    public required Guid SurveyId { get; init; }
    public required Guid ParticipantId { get; init; }

    /// <summary>From which their code follows. In an anonymous survey no ballot has it.</summary>
    public required int Number { get; init; }

    /// <summary>Not reminded any more, as one of several in an anonymous survey who had answered.</summary>
    public bool LeftOut { get; set; }
}
