using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Npgsql;
using QLab.ServiceDefaults;
using QLab.Testing;

namespace QLab.Platform.Tests.Whole;

/// <summary>
/// Somebody who may read all five databases, row headers included, looks for a way from an anonymous answer to whoever was invited.
/// </summary>
[Collection("One platform")]
public sealed partial class AnonymousEverywhere(RunningPlatform platform)
{
    [Fact]
    public async Task No_row_of_any_service_that_an_answer_left_has_an_instant_or_was_written_with_a_person()
    {
        var project = await platform.CreateAsync("participants/v1/projects", new
        {
            slug = $"p-{Guid.NewGuid():N}"[..20], title = "A project", question = "How can care be improved?", startsOn = "2018-09-01",
            endsOn = "2030-10-31",
        });
        var participants = new List<Guid>();
        for (var i = 0; i < 9; i++) participants.Add(await JoinAsync(project, $"anonymous-{Guid.NewGuid():N}@example.org"));
        var survey = await InvitedSurveyAsync(project);
        await platform.HasSettledAsync();
        var codes = await InviteAsync(survey, participants);
        await platform.HasSettledAsync();

        foreach (var code in codes.Take(4)) await AnswerAsync(survey, code);
        await Eventually.Equals(
            4L, () => platform.CountAsync("publications", $"SELECT count(*) FROM contributions WHERE origin_id = '{survey}'"));
        await platform.HasSettledAsync();

        var responses = await platform.TextsAsync("surveys", $"SELECT id::text FROM responses WHERE survey_id = '{survey}'");
        responses.Count.ShouldBe(4);
        var traces = 0;
        foreach (var service in PlatformServices.Names)
        {
            await using var database = await platform.DatabaseAsync($"{service}-db");
            var rows = await RowsAsync(database);
            var left = rows.Where(row => responses.Any(id => row.Text.Contains(id, StringComparison.Ordinal))).ToList();
            traces += left.Count;
            if (service is "participants" or "surveys")
                rows.ShouldContain(row => AnInstant().IsMatch(row.Text) && row.Text.Contains($"{project}", StringComparison.Ordinal), "instants are found");
            left.Where(row => AnInstant().IsMatch(row.Text)).ShouldBeEmpty($"{service}: a day is all that is kept");
            var transactions = left.Select(row => row.Transaction).ToHashSet();
            rows.Where(row => transactions.Contains(row.Transaction) && participants.Any(p => row.Text.Contains($"{p}", StringComparison.Ordinal)))
                .ShouldBeEmpty($"{service}: what an answer's transaction wrote names nobody");
            rows.Where(row => row.Table is "inbox" && AnInstant().IsMatch(row.Text))
                .ShouldBeEmpty($"{service}: messages are dated by days");
        }
        traces.ShouldBeGreaterThanOrEqualTo(8, "the answers in surveys and what publications keeps of them");
    }

    /// <summary>Every row of a service: the transaction that wrote it, and all that it holds as JSON.</summary>
    static async Task<IReadOnlyList<(string Table, string Transaction, string Text)>> RowsAsync(NpgsqlDataSource database)
    {
        var rows = new List<(string, string, string)>();
        foreach (var table in await database.TablesAsync())
        {
            await using var command = database.CreateCommand($"SELECT t.xmin::text, to_jsonb(t)::text FROM \"{table}\" AS t");
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) rows.Add((table, reader.GetString(0), reader.GetString(1)));
        }
        return rows;
    }

    async Task<Guid> JoinAsync(Guid project, string email)
    {
        var person = await platform.CreateAsync("participants/v1/people", new { name = "Somebody", email });
        return await platform.CreateAsync($"participants/v1/projects/{project}/participants", new
        {
            personId = person, perspectives = new object[] { new { kind = "livedExperience" } },
            consents = new[] { new { purpose = "contact", given = true } },
        });
    }

    async Task<Guid> InvitedSurveyAsync(Guid project)
    {
        var questionnaire = await platform.CreateAsync("surveys/v1/questionnaires", new
        {
            projectId = project, key = "launch", title = "Launch",
            questions = new[] { new { id = "story", type = "longText", text = "What matters to you?", required = true } },
        });
        return await platform.CreateAsync(
            "surveys/v1/surveys", new { questionnaireId = questionnaire, title = "Launch", mode = "anonymous", access = "invited" });
    }

    async Task<IReadOnlyList<string>> InviteAsync(Guid survey, IReadOnlyList<Guid> participants)
    {
        using var answer = await platform.Operator.PostAsJsonAsync(
            $"/api/surveys/v1/surveys/{survey}/invitations", new { participantIds = participants, send = false });
        var json = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(json);
        return [.. JsonNode.Parse(json)!["lines"]!.AsArray().Select(line => line!["code"]!.GetValue<string>())];
    }

    async Task AnswerAsync(Guid survey, string code)
    {
        using var answer = await platform.Anybody.PostAsJsonAsync(
            $"/api/surveys/v1/surveys/{survey}/responses", new
            {
                answers = new { story = "A good night's sleep." }, invitationCode = code,
            });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A time of day other than midnight.</summary>
    [GeneratedRegex(@"\d{4}-\d\d-\d\dT(?!00:00:00(?![.]\d*[1-9]))")]
    private static partial Regex AnInstant();
}
