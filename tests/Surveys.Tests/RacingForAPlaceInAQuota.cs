using System.Net;
using System.Net.Http.Json;
using static QLab.Surveys.Tests.Answering;

namespace QLab.Surveys.Tests;

public sealed class RacingForAPlaceInAQuota(SurveysApp app)
{
    [Fact]
    public async Task Over_two_replicas_takes_exactly_as_many_as_there_are()
    {
        var survey = await WithQuotaAsync(10);
        await using var replica = app.Replica();
        using var here = app.Anonymous();
        using var there = replica.CreateClient();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 120).Select(i => TryAsync(i % 2 == 0 ? here : there, survey, i % 3 == 0 ? "work" : "lived")));

        answers.Count(a => a == ("lived", HttpStatusCode.Created)).ShouldBe(10);
        answers.Count(a => a == ("lived", HttpStatusCode.Conflict)).ShouldBe(70);
        answers.Count(a => a == ("work", HttpStatusCode.Created)).ShouldBe(40, "the quota is not about them");
        (await TakenAsync(survey)).ShouldBe(10);
    }

    [Fact]
    public async Task A_withdrawal_frees_a_place_and_an_amendment_takes_one()
    {
        var survey = await WithQuotaAsync(1, new { amendable = true });
        using var respondent = app.Anonymous();
        var first = (await SubmittedAsync(respondent, survey, new { answers = Answers("lived") }))["receiptCode"]!.GetValue<string>();
        var second = (await SubmittedAsync(respondent, survey, new { answers = Answers("work") }))["receiptCode"]!.GetValue<string>();

        using var full = await OwnAsync(respondent, HttpMethod.Put, survey, second, new { answers = Answers("lived") }, "*");
        await RefusedAsync(full, HttpStatusCode.Conflict, "quota-full");
        (await OwnAsync(respondent, HttpMethod.Delete, survey, first)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await TakenAsync(survey)).ShouldBe(0);
        using var amended = await OwnAsync(respondent, HttpMethod.Put, survey, second, new { answers = Answers("lived") }, "*");
        amended.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await TakenAsync(survey)).ShouldBe(1);
    }

    [Fact]
    public async Task A_retry_takes_no_second_place()
    {
        var survey = await WithQuotaAsync(2);
        using var respondent = app.Anonymous();
        respondent.DefaultRequestHeaders.Add("Idempotency-Key", "\"mine\"");
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => SubmittedAsync(respondent, survey, new { answers = Answers("lived") })));
        (await TakenAsync(survey)).ShouldBe(1);
    }

    async Task<Guid> WithQuotaAsync(int limit, object? more = null)
    {
        var survey = await app.OpenSurveyAsync(more: more);
        await app.ScalarAsync<int>($$"""
            INSERT INTO quotas (survey_id, name, "limit", taken, "when")
            VALUES ('{{survey}}', 'lived', {{limit}}, 0, '{ "question": "role", "operator": "is", "value": "lived" }') RETURNING 1
            """);
        return survey;
    }

    Task<int> TakenAsync(Guid survey) => app.ScalarAsync<int>($"SELECT taken FROM quotas WHERE survey_id = '{survey}'");

    static async Task<(string Role, HttpStatusCode Status)> TryAsync(HttpClient client, Guid survey, string role)
    {
        using var answer = await client.PostAsJsonAsync(Path(survey), new { answers = Answers(role) });
        return (role, answer.StatusCode);
    }
}
