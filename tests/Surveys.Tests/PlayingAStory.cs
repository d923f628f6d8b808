using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Contributions;
using QLab.Participants.Contracts;
using QLab.Surveys.Contracts;
using QLab.Testing;

namespace QLab.Surveys.Tests;

public sealed class PlayingAStory(SurveysApp app)
{
    static readonly object Answers = new { role = "lived" };

    [Fact]
    public async Task Happens_on_the_days_of_the_story()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        await using var others = await app.AnotherServiceAsync();
        var (submitted, given, closed) = (await others.ListenAsync<ResponseSubmitted>(), await others.ListenAsync<ContributionGiven>(), await others.ListenAsync<SurveyClosed>());
        var survey = await app.OpenSurveyAsync(more: new { openedOn = "2018-09-01" });

        var answer = await AnsweredAsync(staff, survey, new { answers = Answers, givenOn = "2018-09-14" });
        using var end =
            await staff.PostAsJsonAsync($"/api/surveys/v1/surveys/{survey}/close", new { reason = "Enough.", closedOn = "2018-09-30" });

        answer["submittedAt"]!.GetValue<string>().ShouldBe("2018-09-14T00:00:00Z");
        var day = new DateTimeOffset(2018, 9, 14, 0, 0, 0, TimeSpan.Zero);
        await Eventually.Equals(day, () => Task.FromResult(submitted.FirstOrDefault(e => e.SurveyId == survey)?.OccurredAt ?? default));
        var id = answer["id"]!.GetValue<Guid>();
        await Eventually.Equals(day, () => Task.FromResult(given.FirstOrDefault(e => e.ContributionId == id)?.OccurredAt ?? default));
        await Eventually.Equals(
            day.AddDays(16), () => Task.FromResult(closed.FirstOrDefault(e => e.SurveyId == survey)?.OccurredAt ?? default));
        var read = JsonNode.Parse(await staff.GetStringAsync($"/api/surveys/v1/surveys/{survey}"))!;
        read["openedAt"]!.GetValue<string>().ShouldBe("2018-09-01T00:00:00Z");
        read["closedAt"]!.GetValue<string>().ShouldBe("2018-09-30T00:00:00Z");
    }

    [Fact]
    public async Task Is_for_those_who_play_it_and_for_no_day_that_cannot_have_been()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        using var anybody = app.Anonymous();
        var survey = await app.OpenSurveyAsync(more: new { openedOn = "2018-09-01" });

        (await RefusedAsync(anybody, $"surveys/{survey}/responses", new
        {
            answers = Answers, givenOn = "2018-09-14",
        })).ShouldBe("/givenOn");
        (await RefusedAsync(staff, $"surveys/{survey}/responses", new { answers = Answers, givenOn = "2126-09-14" })).ShouldBe("/givenOn");
        (await RefusedAsync(staff, $"surveys/{survey}/responses", new { answers = Answers, givenOn = "1899-12-31" })).ShouldBe("/givenOn");
        (await RefusedAsync(staff, $"surveys/{survey}/close", new { reason = "Enough.", closedOn = "2018-08-31" })).ShouldBe("/closedOn");
    }

    [Fact]
    public async Task Is_no_way_to_date_what_real_people_give()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        await using var participants = await app.AnotherServiceAsync();
        var project = Guid.NewGuid();
        await participants.PublishAsync(
            new ProjectOpened(project, 1, $"p-{project}", "Real", new(2018, 9, 1), new(2019, 10, 31), false, DateTimeOffset.UtcNow));
        await Eventually.Equals(
            1L, () => app.ScalarAsync<long>($"SELECT count(*) FROM projects WHERE id = '{project}' AND title IS NOT NULL"));
        var survey = await app.OpenSurveyAsync(projectId: project);

        (await RefusedAsync(staff, $"surveys/{survey}/responses", new { answers = Answers, givenOn = "2018-09-14" })).ShouldBe("/givenOn");
        (await RefusedAsync(staff, $"surveys/{survey}/close", new { reason = "Enough.", closedOn = "2018-09-30" })).ShouldBe("/closedOn");
        var questionnaire = JsonNode.Parse(await staff.GetStringAsync($"/api/surveys/v1/surveys/{survey}"))!["questionnaireId"];
        (await RefusedAsync(staff, "surveys", new
        {
            questionnaireId = questionnaire, title = "T", mode = "anonymous", openedOn = "2018-09-01",
        })).ShouldBe("/openedOn");
    }

    static async Task<JsonNode> AnsweredAsync(HttpClient client, Guid survey, object body)
    {
        using var answer = await client.PostAsJsonAsync($"/api/surveys/v1/surveys/{survey}/responses", body);
        var json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, json);
        return JsonNode.Parse(json)!;
    }

    static async Task<string> RefusedAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync($"/api/surveys/v1/{path}", body);
        var json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, json);
        return string.Join(' ', JsonNode.Parse(json)!["errors"]!.AsObject().Select(e => e.Key));
    }
}
