using QLab.Coding;
using QLab.ServiceDefaults.Persistence;

namespace QLab.Surveys.Coding;

/// <summary>Some words of an answer, coded to a theme.</summary>
sealed class Passage : CodedRange, IVersioned
{
    public required Guid SurveyId { get; init; }
    public required Guid ResponseId { get; init; }
    public required string Question { get; init; }

    public override TextPlace Place => new(SurveyId, ResponseId, Question);
}
