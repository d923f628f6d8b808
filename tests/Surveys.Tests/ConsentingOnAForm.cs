using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using QLab.Contributions;
using QLab.Surveys.Contracts;
using QLab.Testing;

namespace QLab.Surveys.Tests;

/// <summary>
/// A form asks for the consents that it needs, in words that are its own and in versions; each answer keeps what it agreed to.
/// </summary>
public sealed class ConsentingOnAForm(SurveysApp app)
{
    static readonly object[] Own =
    [
        new { purpose = "research", wording = "We study what you write." },
        new { purpose = "livedExperienceData", wording = "We keep what you say of your health." },
    ];

    [Fact]
    public async Task It_asks_in_its_own_words_and_each_answer_keeps_the_version_that_it_saw()
    {
        var survey = await app.OpenSurveyAsync(more: new { consents = Own });
        using var staff = app.Client(SurveysApp.AllScopes);
        using var respondent = app.Anonymous();
        var form = await ReadAsync(respondent, survey, "");
        form["consents"]!.AsArray()
            .Select(c => (string)c!["wording"]!)
            .ShouldBe(["We study what you write.", "We keep what you say of your health."]);
        form["consentVersion"]!.GetValue<int>().ShouldBe(1);
        var first = await AnswerAsync(respondent, survey, ["research"], version: 1);

        await RewordAsync(staff, survey, [new { purpose = "research", wording = "We study and keep what you write." }]);

        using var stale = await respondent.PostAsJsonAsync(Answering.Path(survey), Answer(["research"], version: 1));
        await Answering.RefusedAsync(stale, HttpStatusCode.Conflict, "consents-reworded");
        (await app.ScalarAsync<long>($"SELECT count(*) FROM responses WHERE survey_id = '{survey}'")).ShouldBe(1);
        var second = await AnswerAsync(respondent, survey, ["research"], version: 2);
        (await VersionAsync(first)).ShouldBe(1);
        (await VersionAsync(second)).ShouldBe(2);
        (await ReadAsync(staff, survey, "/consents")).AsArray().Select(f => f!["version"]!.GetValue<int>()).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task What_it_asks_is_checked_as_a_whole()
    {
        var survey = await app.OpenSurveyAsync();
        using var staff = app.Client(SurveysApp.AllScopes);
        using var read = await staff.GetAsync($"/api/surveys/v1/surveys/{survey}");
        using var refused = await PutAsync(staff, survey, "consents", read.Headers.ETag!.Tag, new
        {
            consents = new object[]
            {
                new { purpose = "contact", wording = "Write to me." }, new { purpose = "research", wording = new { cy = "Ymchwil." } },
                new { purpose = "research", wording = "Again." },
            },
        });
        (await Answering.JsonAsync(refused, HttpStatusCode.BadRequest))["errors"]!.AsObject().Select(e => e.Key)
            .ShouldBe(["/consents/0/purpose", "/consents/1/wording", "/consents/2/purpose"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_a_participant_ticks_is_told_to_the_participants_service_once()
    {
        var survey = await app.OpenSurveyAsync("identified", more: new { consents = Own });
        using var staff = app.Client(SurveysApp.AllScopes);
        await using var another = await app.AnotherServiceAsync();
        var (told, given) = (await another.ListenAsync<FormConsentsGiven>(), await another.ListenAsync<ContributionGiven>());
        var who = Guid.NewGuid();

        for (var again = 0; again < 2; again++)
            (await SendAsync(staff, survey, Answer(["research"], participant: who), $"key-{who}")).ShouldBe(HttpStatusCode.Created);
        await AnswerAsync(staff, survey, [], participant: Guid.NewGuid());

        await Eventually.Equals(2, () => Task.FromResult(given.Count(e => e.OriginId == survey)));
        var one = told.Where(e => e.Form.Contains("Launch survey")).ShouldHaveSingleItem();
        (one.ParticipantId, one.ByStaff).ShouldBe((who, true));
        one.Purposes.ShouldBe(["research"]);
        one.Form.ShouldEndWith("wording 1");
        given.ShouldAllBe(e => e.OriginId != survey || e.Consents!.Count == 0, "the person's own consents decide");
    }

    [Fact]
    public async Task Whoever_answered_anonymously_changes_their_mind_by_the_receipt_also_when_the_survey_is_closed()
    {
        var survey = await app.OpenSurveyAsync();
        using var staff = app.Client(SurveysApp.AllScopes);
        using var respondent = app.Anonymous();
        await using var another = await app.AnotherServiceAsync();
        var given = await another.ListenAsync<ContributionGiven>();
        var answered = await Answering.SubmittedAsync(respondent, survey, Answer([]));
        var (id, receipt) = (answered["id"]!.GetValue<Guid>(), answered["receiptCode"]!.GetValue<string>());
        (await staff.GetStringAsync(Answering.Path(survey, "texts?question=story"))).ShouldBe("[]");
        (await LivedAsync()).ShouldBe(0);
        using var closed = await staff.PostAsJsonAsync($"/api/surveys/v1/surveys/{survey}/close", new { reason = "Enough." });

        await AmendAsync("research");
        (await staff.GetStringAsync(Answering.Path(survey, "texts?question=story"))).ShouldContain(id.ToString());
        (await LivedAsync()).ShouldBe(1);
        await AmendAsync();
        (await staff.GetStringAsync(Answering.Path(survey, "texts?question=story"))).ShouldBe("[]");
        (await LivedAsync()).ShouldBe(0);

        await Eventually.Succeeds(() =>
        {
            given.Where(e => e.ContributionId == id).OrderBy(e => e.Version).Select(e => $"{e.Version} {string.Join(',', e.Consents!)}")
                .ShouldBe(["1 ", "2 research", "3 "]);
            return Task.CompletedTask;
        });
        using var own = await Answering.OwnAsync(respondent, HttpMethod.Get, survey, receipt);
        (await Answering.JsonAsync(own))["consents"]!.AsArray().ShouldBeEmpty();

        async Task AmendAsync(params string[] consents)
        {
            using var read = await Answering.OwnAsync(respondent, HttpMethod.Get, survey, receipt);
            using var amended = await PutAsync(
                respondent, survey, "responses/own/consents", read.Headers.ETag!.Tag, new { consents, consentVersion = (int?)null },
                receipt);
            amended.StatusCode.ShouldBe(HttpStatusCode.NoContent, await amended.Content.ReadAsStringAsync());
        }

        async Task<int> LivedAsync() =>
            (await staff.ReadAsync(survey, "results?suppress=false&filter=role%3Dlived"))["responses"]!.GetValue<int>();
    }

    [Fact]
    public async Task A_participant_does_that_with_the_Lab()
    {
        var survey = await app.OpenSurveyAsync("identified", more: new { consents = Own });
        using var staff = app.Client(SurveysApp.AllScopes);
        var answered = await Answering.SubmittedAsync(staff, survey, Answer([], participant: Guid.NewGuid()));
        var receipt = answered["receiptCode"]!.GetValue<string>();
        using var read = await Answering.OwnAsync(staff, HttpMethod.Get, survey, receipt);
        using var refused = await PutAsync(
            staff, survey, "responses/own/consents", read.Headers.ETag!.Tag, new { consents = new[] { "research" }, consentVersion = 1 },
            receipt);
        await Answering.RefusedAsync(refused, HttpStatusCode.Conflict, "consents-with-the-lab");
    }

    [Fact]
    public async Task The_same_response_with_other_consents_is_refused_in_place_of_silently_the_first()
    {
        var survey = await app.OpenSurveyAsync();
        using var respondent = app.Anonymous();
        var key = $"a-key-{survey}";
        (await SendAsync(respondent, survey, Answer(["research"]), key)).ShouldBe(HttpStatusCode.Created);
        (await SendAsync(respondent, survey, Answer(["research"]), key)).ShouldBe(HttpStatusCode.Created);
        (await SendAsync(respondent, survey, Answer(["research", "quotation"]), key)).ShouldBe(HttpStatusCode.Conflict);
        (await SendAsync(respondent, survey, Answer([]), key)).ShouldBe(HttpStatusCode.Conflict);
        (await app.ScalarAsync<string>($"SELECT consents::text FROM responses WHERE survey_id = '{survey}'")).ShouldBe("{research}");
    }

    [Fact]
    public async Task So_is_the_same_import()
    {
        var survey = await InvitedSurvey.OpenAsync(app, access: "open");
        var (id, file) = (Guid.NewGuid(), "role\nlived\n");
        await survey.ImportAsync(file, $"?importId={id}");
        (await survey.SendCsvAsync($"imports?importId={id}", file)).Status.ShouldBe(HttpStatusCode.Accepted);
        using var staff = app.Client(SurveysApp.AllScopes);
        foreach (var consents in new[] { "", "&consents=research,quotation" })
        {
            using var refused = await staff.PostAsync(
                $"/api/surveys/v1/surveys/{survey.Id}/imports?importId={id}{consents}", new StringContent(file, Encoding.UTF8, "text/csv"));
            await Answering.RefusedAsync(refused, HttpStatusCode.Conflict, "consents-differ");
        }
        (await app.ScalarAsync<string>($"SELECT consents::text FROM responses WHERE survey_id = '{survey.Id}'")).ShouldBe("{research}");
    }

    static readonly object Answers = Answering.Answers();

    static object Answer(string[] consents, int? version = null, Guid? participant = null) =>
        new { answers = Answers, consents, consentVersion = version, participantId = participant };

    static async Task<Guid> AnswerAsync(HttpClient client, Guid survey, string[] consents, int? version = null, Guid? participant = null) =>
        (await Answering.SubmittedAsync(client, survey, Answer(consents, version, participant)))["id"]!.GetValue<Guid>();

    static async Task<HttpStatusCode> SendAsync(HttpClient client, Guid survey, object body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Answering.Path(survey)) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", $"\"{key}\"");
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    static async Task<JsonNode> ReadAsync(HttpClient client, Guid survey, string what) =>
        JsonNode.Parse(await client.GetStringAsync($"/api/surveys/v1/surveys/{survey}{what}"))!;

    static async Task RewordAsync(HttpClient staff, Guid survey, object[] consents)
    {
        using var read = await staff.GetAsync($"/api/surveys/v1/surveys/{survey}");
        using var worded = await PutAsync(staff, survey, "consents", read.Headers.ETag!.Tag, new { consents });
        worded.StatusCode.ShouldBe(HttpStatusCode.NoContent, await worded.Content.ReadAsStringAsync());
    }

    static async Task<HttpResponseMessage> PutAsync(
        HttpClient client, Guid survey, string what, string etag, object body, string? receipt = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Answering.Path(survey, what)) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", etag);
        if (receipt is not null) request.Headers.Add("Receipt-Code", receipt);
        return await client.SendAsync(request);
    }

    Task<int> VersionAsync(Guid response) => app.ScalarAsync<int>($"SELECT consent_version FROM responses WHERE id = '{response}'");
}
