using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using QLab.Surveys.Questionnaires;
using QLab.Surveys.Responses;

namespace QLab.Surveys.Tests;

/// <summary>A survey to be exported, with what tests do to it.</summary>
sealed class SurveyToExport(SurveysApp app, Guid id, Definition definition)
{
    public Guid Id => id;

    public Definition Definition => definition;

    public static async Task<SurveyToExport> OpenAsync(SurveysApp app, string mode = "anonymous", Definition? definition = null)
    {
        definition ??= EveryType.Definition;
        var questionnaire = new Questionnaire
        {
            Id = Guid.CreateVersion7(), ProjectId = await app.KnownProjectAsync(), Key = "exported", Version = 1,
            Title = definition.PlainTitle, Definition = definition, PublishedAt = DateTimeOffset.UtcNow,
        };
        using (var scope = app.Services.CreateScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<SurveysDb>();
            db.Questionnaires.Add(questionnaire);
            await db.SaveChangesAsync();
        }
        using var staff = app.Client(SurveysApp.AllScopes);
        return new(app, await SurveysApp.CreatedAsync(staff, "surveys", new { questionnaireId = questionnaire.Id, title = "Exported", mode }), definition);
    }

    public async Task<Guid> SubmitAsync(JsonObject answers, Guid? participantId = null)
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        return await SurveysApp.CreatedAsync(staff, $"surveys/{id}/responses", new { answers, participantId });
    }

    /// <summary>Many responses at once, each with about so many characters of text.</summary>
    public Task FillAsync(int rows, int length) => ExecuteAsync($$"""
        INSERT INTO responses (id, survey_id, language, perspectives, withdrawn, answers, submitted_at)
        SELECT gen_random_uuid(), '{{id}}', 'en', '{}', false, jsonb_build_object('story', repeat('x', {{length}}), 'years', n), date_trunc('day', now()) FROM generate_series(1, {{rows}}) n
        """);

    /// <summary>One response, written as everything that writes responses has to.</summary>
    public async Task WriteAsync()
    {
        await using var connection = await app.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new(Positions.WriteLockSql),
                new($$"""
                    INSERT INTO responses (id, survey_id, language, perspectives, withdrawn, answers, submitted_at)
                    VALUES (gen_random_uuid(), '{{id}}', 'en', '{}', false, '{"choice": "a"}', date_trunc('day', now()))
                    """),
            },
        };
        await batch.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    public Task WithdrawAsync(Guid response) => ExecuteAsync($$"""UPDATE responses SET withdrawn = true, answers = '{}', position = DEFAULT WHERE id = '{{response}}'""");

    public Task AmendAsync(Guid response, JsonObject answers) => ExecuteAsync($"""
        WITH now AS (SELECT id, position, survey_id, language, answers FROM responses WHERE id = '{response}'),
        next AS (UPDATE responses SET answers = '{answers.ToJsonString().Replace("'", "''")}', position = DEFAULT WHERE id = '{response}' RETURNING position)
        INSERT INTO earlier_answers (response_id, position, until_position, survey_id, language, answers)
        SELECT now.id, now.position, next.position, now.survey_id, now.language, now.answers FROM now, next
        """);

    public async Task<JsonNode> ExportAsync(string format, object? more = null)
    {
        using var staff = app.Client("surveys:read");
        return await ExportAsync(staff, id, format, more);
    }

    public static async Task<JsonNode> ExportAsync(HttpClient staff, Guid survey, string format, object? more = null)
    {
        var body = JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        body["format"] = format;
        using var answer = await staff.PostAsJsonAsync($"/api/surveys/v1/surveys/{survey}/exports", body);
        var json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created, json);
        return JsonNode.Parse(json)!;
    }

    public async Task<byte[]> ContentAsync(JsonNode export)
    {
        using var staff = app.Client("surveys:read");
        return await staff.GetByteArrayAsync(export["content"]!.GetValue<string>());
    }

    public async Task<string> TextAsync(string format, object? more = null) => Encoding.UTF8.GetString(await ContentAsync(await ExportAsync(format, more)));

    public async Task<JsonNode> StateAsync(JsonNode export)
    {
        using var staff = app.Client("surveys:read");
        return JsonNode.Parse(await staff.GetStringAsync($"/api/surveys/v1/exports/{export["id"]}"))!;
    }

    async Task ExecuteAsync(string sql)
    {
        await using var command = app.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
