using System.Text.Json;
using Npgsql;
using QLab.Surveys.Consents;

namespace QLab.Surveys.Results.Tallying;

/// <summary>Reads responses in the order of their positions, without holding more than one.</summary>
static class ResponseReader
{
    public static NpgsqlCommand Command(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid surveyId, long above, long until, int limit) =>
        new($"""
            SELECT position, answers, language, perspectives, submitted_at, {UsableResponses.ReasonSql("r")} FROM responses r
            WHERE survey_id = $1 AND position > $2 AND position <= $3 AND NOT withdrawn ORDER BY position LIMIT $4
            """, connection, transaction)
        {
            Parameters = { new() { Value = surveyId }, new() { Value = above }, new() { Value = until }, new() { Value = limit } },
        };

    public static ReadResponse Read(NpgsqlDataReader reader) => new(
        reader.GetInt64(0), JsonDocument.Parse(reader.GetFieldValue<byte[]>(1)), reader.GetString(2), reader.GetFieldValue<string[]>(3),
        reader.GetFieldValue<DateTimeOffset>(4), reader.IsDBNull(5) ? null : reader.GetString(5));
}

sealed record ReadResponse(
    long Position, JsonDocument Answers, string Language, string[] Perspectives, DateTimeOffset SubmittedAt, string? LeftOut)
    : IDisposable
{
    public Given Given => new(Answers.RootElement, Language, Perspectives, SubmittedAt) { LeftOut = LeftOut };

    public void Dispose() => Answers.Dispose();
}

/// <summary>A response as it is counted.</summary>
readonly record struct Given(JsonElement Answers, string Language, IReadOnlyList<string> Perspectives, DateTimeOffset SubmittedAt)
{
    /// <summary>Why it may not be used for research, which groups ask for; null where it may.</summary>
    public string? LeftOut { get; init; }

    public DateOnly Day => DateOnly.FromDateTime(SubmittedAt.UtcDateTime);
}
