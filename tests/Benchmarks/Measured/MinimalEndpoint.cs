using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace QLab.Benchmarks.Measured;

/// <summary>
/// The least that an ASP.NET Core endpoint can do to take a response: read the JSON, insert document and event in one statement, answer
/// 201. It checks nothing. It runs as a process of its own, as the service does.
/// </summary>
static class MinimalEndpoint
{
    public const string Command = "minimal-endpoint";

    /// <summary>Also what pgbench runs.</summary>
    public const string Insert = """
        WITH response AS (
            INSERT INTO bare_responses
                (id, survey_id, language, perspectives, answers, submitted_at, withdrawn, consents, contribution_version, consents_told)
            VALUES ($1, $2, 'en', '{}', $3, now(), false, '{}', 1, true) RETURNING id)
        INSERT INTO bare_outbox (message_id, type, body, occurred_at)
        SELECT id, 'QLab.Surveys.Contracts.ResponseSubmitted, QLab.Surveys.Contracts',
            '{"ResponseId":"00000000-0000-0000-0000-000000000000","SurveyId":"00000000-0000-0000-0000-000000000000"}', now() FROM response
        """;

    public sealed record Body(JsonElement Answers);

    /// <summary>The process itself.</summary>
    public static async Task RunAsync(string connectionString)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        await using var database = Stage.Pool(connectionString);
        app.MapPost("/api/surveys/v1/surveys/{id:guid}/responses", async (Guid id, Body body) =>
        {
            var responseId = Guid.NewGuid();
            await using var insert = database.CreateCommand(Insert);
            insert.Parameters.Add(new() { Value = responseId });
            insert.Parameters.Add(new() { Value = id });
            insert.Parameters.Add(new() { Value = body.Answers.GetRawText(), NpgsqlDbType = NpgsqlDbType.Jsonb });
            await insert.ExecuteNonQueryAsync();
            return TypedResults.Created($"/{responseId}", new { id = responseId });
        });
        await OwnProcess.ServeAsync(app);
    }
}
