using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;
using QLab.Questionnaires;
using QLab.Surveys.Questionnaires;
using QLab.Surveys.Responses;

namespace QLab.Surveys.Tests;

/// <summary>Responses put straight into the database, as intake leaves them, and the results that are read of them.</summary>
static class ResultsOfASurvey
{
    public static readonly object[] Questions =
    [
        new { id = "role", type = "singleChoice", text = "What brings you here?", options = Options("lived", "carer", "work"), other = true },
        new { id = "topics", type = "multipleChoice", text = "Which matter to you?", options = Options("pain", "mood", "sleep") },
        new { id = "listened", type = "likert", text = "I am listened to.", options = Options("never", "rarely", "sometimes", "often", "always") },
        new { id = "again", type = "yesNo", text = "Would you come again?" },
        new { id = "recommend", type = "netPromoter", text = "Would you recommend us?" },
        new { id = "years", type = "number", text = "For how many years?", min = -1000, max = 1_000_000 },
        new { id = "services", type = "matrix", text = "How good are they?", options = Options("poor", "fair", "good"), rows = Options("gp", "clinic") },
        new { id = "order", type = "ranking", text = "What first?", options = Options("a", "b", "c") },
        new { id = "since", type = "date", text = "Since when?" },
        new { id = "story", type = "longText", text = "What should we know?" },
    ];

    public static object[] Options(params string[] values) => [.. values.Select(value => new { value, label = value })];

    public static async Task<Guid> OpenAsync(SurveysApp app, string mode = "anonymous", object[]? questions = null)
    {
        var questionnaire = new Questionnaire
        {
            Id = Guid.CreateVersion7(), ProjectId = await app.KnownProjectAsync(), Key = "results", Version = 1, Title = "Results",
            PublishedAt = DateTimeOffset.UtcNow,
            Definition = DefinitionJson.Read(JsonSerializer.Serialize(new
            {
                title = "Results", languages = new[] { "en", "cy", "gd" }, questions = questions ?? Questions,
            })),
        };
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<SurveysDb>();
            db.Questionnaires.Add(questionnaire);
            await db.SaveChangesAsync();
        }
        using var staff = app.Client(SurveysApp.AllScopes);
        return await SurveysApp.CreatedAsync(staff, "surveys", new { questionnaireId = questionnaire.Id, title = "Results", mode });
    }

    public static async Task<Guid> GiveAsync(
        this SurveysApp app, Guid survey, object answers, string language = "en", string[]? perspectives = null, DateTimeOffset? at = null)
    {
        var id = Guid.NewGuid();
        await using var connection = await app.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var wait = new NpgsqlCommand(ChangeSequence.WriteLockSql, connection, transaction)) await wait.ExecuteNonQueryAsync();
        await using var insert = new NpgsqlCommand("INSERT INTO responses (id, survey_id, language, perspectives, answers, submitted_at, withdrawn, consents, contribution_version, consents_told) VALUES ($1, $2, $3, $4, $5, $6, false, '{research}', 1, true)", connection, transaction)
        {
            Parameters =
            {
                new() { Value = id }, new() { Value = survey }, new() { Value = language }, new() { Value = perspectives ?? [] },
                new()
                {
                    Value = JsonSerializer.Serialize(answers), NpgsqlDbType = NpgsqlDbType.Jsonb,
                }, new() { Value = at ?? new DateTimeOffset(2018, 9, 3, 0, 0, 0, TimeSpan.Zero) },
            },
        };
        await insert.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return id;
    }

    public static async Task GiveAsync(this SurveysApp app, Guid survey, int times, object answers, string language = "en", string[]? perspectives = null, DateTimeOffset? at = null)
    {
        for (var i = 0; i < times; i++) await app.GiveAsync(survey, answers, language, perspectives, at);
    }

    public static async Task<JsonNode> ReadAsync(this HttpClient client, Guid survey, string what)
    {
        using var answer = await client.GetAsync($"/api/surveys/v1/surveys/{survey}/{what}");
        var json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, json);
        return JsonNode.Parse(json)!;
    }

    public static JsonNode Question(this JsonNode results, string id) =>
        results["questions"]!.AsArray().Single(q => q!["id"]!.GetValue<string>() == id)!;

    public static long? Count(this JsonNode results, string question, string value) =>
        results.Question(question)["options"]!.AsArray()
            .SingleOrDefault(o => o!["value"]!.GetValue<string>() == value)?["count"]?.GetValue<long>();
}
