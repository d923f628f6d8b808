namespace QLab.Surveys.Surveys;

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
