using QLab.Questionnaires;

namespace QLab.Surveys.Questionnaires;

/// <summary>One published version of a questionnaire; it never changes again.</summary>
sealed class Questionnaire
{
    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    public required string Key { get; init; }
    public required int Version { get; init; }
    public required string Title { get; init; }
    public required Definition Definition { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
}
