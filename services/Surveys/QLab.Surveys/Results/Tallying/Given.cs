using System.Text.Json;

namespace QLab.Surveys.Results.Tallying;

/// <summary>A response as it is counted.</summary>
readonly record struct Given(JsonElement Answers, string Language, IReadOnlyList<string> Perspectives, DateTimeOffset SubmittedAt)
{
    public DateOnly Day => DateOnly.FromDateTime(SubmittedAt.UtcDateTime);
}
