using System.Net;
using System.Net.Http.Json;
using QLab.Contributions;
using QLab.Surveys.Contracts;
using QLab.Surveys.Responses;
using QLab.Testing;
using static QLab.Surveys.Tests.Answering;

namespace QLab.Surveys.Tests;

public sealed class HoldingAReceipt(SurveysApp app)
{
    [Fact]
    public async Task Shows_the_response_and_where_to_follow_it()
    {
        var survey = await app.OpenSurveyAsync();
        using var respondent = app.Anonymous();
        var submitted = await SubmittedAsync(respondent, survey, new { answers = Answers() });

        using var own = await OwnAsync(respondent, HttpMethod.Get, survey, submitted["receiptCode"]!.GetValue<string>());
        var json = await JsonAsync(own);
        json["answers"]!["story"]!.GetValue<string>().ShouldBe("It began in the second winter.");
        json["follow"]!.GetValue<string>().ShouldEndWith(submitted["id"]!.GetValue<string>());
        using var stranger = await OwnAsync(respondent, HttpMethod.Get, survey, ReceiptCodes.New());
        await RefusedAsync(stranger, HttpStatusCode.NotFound, "response-not-found");
    }

    [Theory]
    [InlineData("anonymous")]
    [InlineData("confidential")]
    [InlineData("identified")]
    public async Task Opens_the_response_where_its_location_says(string mode)
    {
        var survey = await app.OpenSurveyAsync(mode);
        using var staff = app.Client(SurveysApp.AllScopes);
        using var respondent = app.Anonymous();
        object body = mode == "anonymous" ? new { answers = Answers() } : new { answers = Answers(), participantId = Guid.NewGuid() };
        using var submitted = await (mode == "anonymous" ? respondent : staff).PostAsJsonAsync(Path(survey), body);
        var receipt = (await JsonAsync(submitted, HttpStatusCode.Created))["receiptCode"]!.GetValue<string>();

        foreach (var (method, status) in new[] { (HttpMethod.Get, HttpStatusCode.OK), (HttpMethod.Delete, HttpStatusCode.NoContent) })
        {
            using var request = new HttpRequestMessage(method, submitted.Headers.Location);
            request.Headers.Add("Receipt-Code", receipt);
            using var answer = await respondent.SendAsync(request);
            answer.StatusCode.ShouldBe(status, await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task A_response_can_be_amended_while_the_survey_allows_it_and_keeps_its_id()
    {
        var survey = await app.OpenSurveyAsync(more: new { amendable = true });
        using var respondent = app.Anonymous();
        var receipt = (await SubmittedAsync(respondent, survey, new { answers = Answers() }))["receiptCode"]!.GetValue<string>();
        using var read = await OwnAsync(respondent, HttpMethod.Get, survey, receipt);

        using var amended =
            await OwnAsync(respondent, HttpMethod.Put, survey, receipt, new { answers = Answers("work") }, read.Headers.ETag!.ToString());
        amended.StatusCode.ShouldBe(HttpStatusCode.NoContent, await amended.Content.ReadAsStringAsync());
        using var stale =
            await OwnAsync(respondent, HttpMethod.Put, survey, receipt, new { answers = Answers() }, read.Headers.ETag!.ToString());
        await RefusedAsync(stale, HttpStatusCode.PreconditionFailed, "changed-meanwhile");
        using var faulty = await OwnAsync(respondent, HttpMethod.Put, survey, receipt, new { answers = new { role = "king" } }, "*");
        (await JsonAsync(faulty, HttpStatusCode.BadRequest))["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["/answers/role"]);

        (await app.ScalarAsync<string>($"SELECT string_agg(answers ->> 'role', ',') FROM responses WHERE survey_id = '{survey}'")).ShouldBe("work");
        (await app.ScalarAsync<string>($"""
            SELECT string_agg(e.answers ->> 'role', ',') FROM earlier_answers e JOIN responses r ON r.id = e.response_id
            WHERE e.survey_id = '{survey}' AND e.position < e.until_position AND e.until_position = r.position
            """)).ShouldBe("lived");
    }

    [Fact]
    public async Task Where_the_survey_does_not_allow_it_nothing_is_amended()
    {
        var survey = await app.OpenSurveyAsync();
        using var respondent = app.Anonymous();
        var receipt = (await SubmittedAsync(respondent, survey, new { answers = Answers() }))["receiptCode"]!.GetValue<string>();
        using var refused = await OwnAsync(respondent, HttpMethod.Put, survey, receipt, new { answers = Answers("work") }, "*");
        await RefusedAsync(refused, HttpStatusCode.Conflict, "not-amendable");
    }

    [Fact]
    public async Task A_withdrawn_response_is_gone_announced_once_and_does_not_come_back()
    {
        var survey = await app.OpenSurveyAsync(more: new { amendable = true });
        await using var others = await app.AnotherServiceAsync();
        var (withdrawn, contributions) = (await others.ListenAsync<ResponseWithdrawn>(), await others.ListenAsync<ContributionWithdrawn>());
        using var respondent = app.Anonymous();
        respondent.DefaultRequestHeaders.Add("Idempotency-Key", $"\"{Guid.NewGuid()}\"");
        var answers = new { role = "lived", story = "My dog is called Quetzalcoatl." };
        var submitted = await SubmittedAsync(respondent, survey, new { answers });
        var (id, receipt) = (submitted["id"]!.GetValue<Guid>(), submitted["receiptCode"]!.GetValue<string>());
        using var amended = await OwnAsync(respondent, HttpMethod.Put, survey, receipt, new { answers }, "*");

        var deletions = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => OwnAsync(respondent, HttpMethod.Delete, survey, receipt)));

        deletions.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.NoContent);
        (await app.Database.TracesAsync("Quetzalcoatl")).ShouldBeEmpty();
        await Eventually.Equals(1, () => Task.FromResult(withdrawn.Count(e => e.ResponseId == id)));
        await Eventually.Equals(0L, () => app.ScalarAsync<long>("SELECT count(*) FROM outbox"));
        withdrawn.Count(e => e.ResponseId == id).ShouldBe(1);
        await Eventually.Equals(1, () => Task.FromResult(contributions.Count(e => e.ContributionId == id && e.Version == 2 && e.OccurredAt.TimeOfDay == TimeSpan.Zero)));
        using var again = await respondent.PostAsync(Path(survey), JsonContent.Create(new { answers }));
        await RefusedAsync(again, HttpStatusCode.Gone, "response-withdrawn");
        using var own = await OwnAsync(respondent, HttpMethod.Get, survey, receipt);
        (await JsonAsync(own))["withdrawn"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Sent_again_with_the_same_key_has_the_same_receipt()
    {
        var survey = await app.OpenSurveyAsync();
        using var respondent = app.Anonymous();
        respondent.DefaultRequestHeaders.Add("Idempotency-Key", "\"1\"");
        var answers =
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SubmittedAsync(respondent, survey, new { answers = Answers() })));
        answers.Select(a => a.ToJsonString()).Distinct().ShouldHaveSingleItem();
        (await app.ScalarAsync<long>($"SELECT count(*) FROM responses WHERE survey_id = '{survey}'")).ShouldBe(1);
        Receipt.For("1", survey, new byte[30])
            .ToString()
            .ShouldNotBe(answers[0]["receiptCode"]!.GetValue<string>(), "a key that is easy to guess gives no receipt away");
    }

    [Fact]
    public async Task Sent_again_in_a_survey_that_keeps_the_time_is_answered_with_the_very_same_time()
    {
        var survey = await app.OpenSurveyAsync("confidential");
        for (var i = 0; i < 5; i++) // the last digit is a zero now and then
        {
            using var staff = app.Client(SurveysApp.AllScopes);
            staff.DefaultRequestHeaders.Add("Idempotency-Key", $"\"time-{i}\"");
            var body = new { answers = Answers(), participantId = Guid.NewGuid() };
            var first = (await SubmittedAsync(staff, survey, body)).ToJsonString();
            (await SubmittedAsync(staff, survey, body)).ToJsonString().ShouldBe(first);
        }
    }

    [Fact]
    public async Task A_code_that_cannot_be_one_is_told_what_one_looks_like()
    {
        var survey = await app.OpenSurveyAsync(more: new { amendable = true });
        using var respondent = app.Anonymous();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete })
        {
            using var typo = await OwnAsync(
                respondent, method, survey, "ABCDE-FGHJK-MNPQR-STVW", method == HttpMethod.Put ? new { answers = Answers() } : null, "*");
            await RefusedAsync(typo, HttpStatusCode.BadRequest, "receipt-malformed");
            (await typo.Content.ReadAsStringAsync()).ShouldContain("7H2KQ-9MXPA-4TRVC-W8E3N");
        }
        using var none = await respondent.GetAsync(Path(survey, "responses/own"));
        await RefusedAsync(none, HttpStatusCode.BadRequest, "receipt-needed");
    }

    [Theory]
    [InlineData("0O1IL-23456-789AB-CDEFG", "00111-23456-789AB-CDEFG")]
    [InlineData("abcde fghjk mnpqr stvwx", "ABCDE-FGHJK-MNPQR-STVWX")]
    [InlineData("ABCDE-FGHJK-MNPQR-STVW", null)]
    [InlineData("ABCDE-FGHJK-MNPQR-STVWU", null)]
    [InlineData("", null)]
    public void A_code_is_read_as_people_type_it(string typed, string? code) => Receipt.Read(typed)?.ToString().ShouldBe(code);
}
