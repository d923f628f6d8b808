using System.Text.Json;

namespace QLab.Surveys.Results.Tallying;

/// <summary>A response as it is counted.</summary>
readonly record struct Given(JsonElement Answers, string Language, IReadOnlyList<string> Perspectives, DateTimeOffset SubmittedAt)
{
    /// <summary>Why it may not be used for research, which groups ask for; null where it may.</summary>
    public string? LeftOut { get; init; }

    public DateOnly Day => DateOnly.FromDateTime(SubmittedAt.UtcDateTime);
}
