using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using QLab.Questionnaires;
using QLab.Surveys.Questionnaires;

namespace QLab.Surveys.Tests;

/// <summary>A survey to be exported, with what tests do to it.</summary>
sealed class SurveyToExport(SurveysApp app, Guid id, Definition definition)
{
    readonly ConcurrentDictionary<Guid, string> receipts = [];

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
        return new(app, await SurveysApp.CreatedAsync(staff, "surveys", new
        {
            questionnaireId = questionnaire.Id, title = "Exported", mode, amendable = true,
        }), definition);
    }

    public async Task<Guid> SubmitAsync(JsonObject answers, Guid? participantId = null)
    {
        if (participantId is { } who) await app.ConsentedAsync(who);
        using var staff = app.Client(SurveysApp.AllScopes);
        var submitted = await Answering.SubmittedAsync(staff, id, SurveysApp.Consenting(new { answers, participantId }));
        var response = submitted["id"]!.GetValue<Guid>();
        receipts[response] = submitted["receiptCode"]!.GetValue<string>();
        return response;
    }

    public async Task AmendAsync(Guid response, JsonObject answers)
    {
        using var respondent = app.Anonymous();
        using var read = await Answering.OwnAsync(respondent, HttpMethod.Get, id, receipts[response]);
        using var amended =
            await Answering.OwnAsync(respondent, HttpMethod.Put, id, receipts[response], new { answers }, read.Headers.ETag!.Tag);
        amended.IsSuccessStatusCode.ShouldBeTrue(await amended.Content.ReadAsStringAsync());
    }

    public async Task WithdrawAsync(Guid response)
    {
        using var respondent = app.Anonymous();
        using var withdrawn = await Answering.OwnAsync(respondent, HttpMethod.Delete, id, receipts[response]);
        withdrawn.IsSuccessStatusCode.ShouldBeTrue(await withdrawn.Content.ReadAsStringAsync());
    }

    /// <summary>Many responses at once, each with about so many characters of text; too many to send.</summary>
    public Task FillAsync(int rows, int length) => ExecuteAsync($$"""
        INSERT INTO responses (id, survey_id, language, perspectives, withdrawn, consents, contribution_version, consents_told, answers, submitted_at)
        SELECT gen_random_uuid(), '{{id}}', 'en', '{}', false, '{research}', 1, true, jsonb_build_object('story', repeat('x', {{length}}), 'years', n), date_trunc('day', now()) FROM generate_series(1, {{rows}}) n
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

    public async Task<string> TextAsync(string format, object? more = null) =>
        Encoding.UTF8.GetString(await ContentAsync(await ExportAsync(format, more)));

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
