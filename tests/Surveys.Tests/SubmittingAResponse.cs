using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Contributions;
using QLab.Surveys.Contracts;
using QLab.Testing;

namespace QLab.Surveys.Tests;

public sealed class SubmittingAResponse(SurveysApp app) : IClassFixture<SurveysApp>
{
    static readonly object Answers =
        new { role = "lived", topics = new[] { "pain", "mood" }, listened = "sometimes", years = 4, story = "Nobody asked about both." };

    [Fact]
    public async Task Is_stored_and_announced_once()
    {
        var survey = await app.OpenSurveyAsync();
        await using var another = await app.AnotherServiceAsync();
        var (announced, given) = (await another.ListenAsync<ResponseSubmitted>(), await another.ListenAsync<ContributionGiven>());
        using var respondent = app.Anonymous();

        var response = await SurveysApp.CreatedAsync(respondent, $"surveys/{survey}/responses", new { answers = Answers });

        await Eventually.Equals(1, () => Task.FromResult(announced.Count(e => e.ResponseId == response)));
        var said = announced.Single(e => e.ResponseId == response);
        said.SurveyId.ShouldBe(survey);
        await Eventually.Equals(1, () => Task.FromResult(given.Count(e => e.ContributionId == response)));
        var contribution = given.Single(e => e.ContributionId == response);
        contribution.Consents.ShouldBe(["research"]);
        (contribution with { Consents = null }).ShouldBe(new(
            response, said.ProjectId, said.ParticipantId, "surveys", survey, "surveyResponse", "a survey response", "survey response", 1,
            said.OccurredAt));
        await Eventually.Equals(0L, () => app.ScalarAsync<long>("SELECT count(*) FROM outbox"));
    }

    [Fact]
    public async Task Names_every_wrong_answer_at_once()
    {
        var survey = await app.OpenSurveyAsync();
        using var respondent = app.Anonymous();

        using var refused = await respondent.PostAsJsonAsync($"/api/surveys/v1/surveys/{survey}/responses",
            new { answers = new { topics = new[] { "weather" }, listened = 3, years = 101, story = new[] { "no" }, unknown = "?" } });

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var errors = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["errors"]!.AsObject().Select(e => e.Key);
        errors.ShouldBe(["/answers/role", "/answers/topics", "/answers/listened", "/answers/years", "/answers/story", "/answers/unknown"], ignoreOrder: true);
        (await CountAsync(survey)).ShouldBe(0);
    }

    [Fact]
    public async Task Sent_again_with_its_key_is_one_response_with_the_same_answer()
    {
        var survey = await app.OpenSurveyAsync();
        using var respondent = app.Anonymous();
        respondent.DefaultRequestHeaders.Add("Idempotency-Key", $"\"{Guid.NewGuid()}\"");

        var ids = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            SurveysApp.CreatedAsync(respondent, $"surveys/{survey}/responses", new { answers = Answers })));

        ids.Distinct().Count().ShouldBe(1);
        (await CountAsync(survey)).ShouldBe(1);
    }

    [Fact]
    public async Task Is_counted_once_by_the_mode_of_its_survey()
    {
        var (anonymous, identified) = (await app.OpenSurveyAsync(), await app.OpenSurveyAsync("identified"));
        using var measures = new RecordedMeasures(app.Services);
        using var respondent = app.Anonymous();
        using var staff = app.Client(SurveysApp.AllScopes);
        respondent.DefaultRequestHeaders.Add("Idempotency-Key", $"\"{Guid.NewGuid()}\"");

        for (var i = 0; i < 3; i++) await SurveysApp.CreatedAsync(respondent, $"surveys/{anonymous}/responses", new { answers = Answers });
        await SurveysApp.CreatedAsync(staff, $"surveys/{anonymous}/responses", new { answers = Answers });
        using var refused = await staff.PostAsJsonAsync($"/api/surveys/v1/surveys/{anonymous}/responses", new { answers = new { } });
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await SurveysApp.CreatedAsync(staff, $"surveys/{identified}/responses", new { answers = Answers, participantId = Guid.NewGuid() });

        measures.Sum("qlab.survey.responses", "qlab.survey.mode=anonymous").ShouldBe(2);
        measures.Sum("qlab.survey.responses", "qlab.survey.mode=identified").ShouldBe(1);
    }

    [Fact]
    public async Task A_key_that_came_with_another_response_is_refused()
    {
        var survey = await app.OpenSurveyAsync();
        using var respondent = app.Anonymous();
        respondent.DefaultRequestHeaders.Add("Idempotency-Key", "\"mine\"");
        await SurveysApp.CreatedAsync(respondent, $"surveys/{survey}/responses", new { answers = Answers });

        using var refused =
            await respondent.PostAsJsonAsync($"/api/surveys/v1/surveys/{survey}/responses", new { answers = new { role = "work" } });

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await CountAsync(survey)).ShouldBe(1);
    }

    [Fact]
    public async Task In_an_anonymous_survey_keeps_neither_person_nor_time()
    {
        var survey = await app.OpenSurveyAsync();
        using var respondent = app.Anonymous();
        await SurveysApp.CreatedAsync(respondent, $"surveys/{survey}/responses", new { answers = Answers });

        (await app.ScalarAsync<bool>($"SELECT participant_id IS NULL AND submitted_at = date_trunc('day', submitted_at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' FROM responses WHERE survey_id = '{survey}'")).ShouldBeTrue();
        using var refused = await respondent.PostAsJsonAsync(
            $"/api/surveys/v1/surveys/{survey}/responses", new { answers = Answers, participantId = Guid.NewGuid() });
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task In_an_identified_survey_a_participant_answers_once_and_needs_a_token()
    {
        var survey = await app.OpenSurveyAsync("identified");
        using var staff = app.Client(SurveysApp.AllScopes);
        using var stranger = app.Anonymous();
        var body = new { answers = Answers, participantId = Guid.NewGuid() };

        using var refused = await stranger.PostAsJsonAsync($"/api/surveys/v1/surveys/{survey}/responses", body);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        await SurveysApp.CreatedAsync(staff, $"surveys/{survey}/responses", body);
        using var again = await staff.PostAsJsonAsync($"/api/surveys/v1/surveys/{survey}/responses", body);
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await again.Content.ReadAsStringAsync()).ShouldContain("urn:qlab:problem:already-answered");
    }

    [Fact]
    public async Task To_a_closed_survey_is_refused()
    {
        var survey = await app.OpenSurveyAsync();
        using var staff = app.Client(SurveysApp.AllScopes);
        using var closed = await staff.PostAsJsonAsync($"/api/surveys/v1/surveys/{survey}/close", new { reason = "The window has ended." });
        closed.StatusCode.ShouldBe(HttpStatusCode.NoContent);

        using var refused = await staff.PostAsJsonAsync($"/api/surveys/v1/surveys/{survey}/responses", new { answers = Answers });

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("urn:qlab:problem:survey-closed");
    }

    [Fact]
    public async Task With_two_answers_to_one_question_is_refused()
    {
        var survey = await app.OpenSurveyAsync();
        using var respondent = app.Anonymous();
        using var refused = await respondent.PostAsync($"/api/surveys/v1/surveys/{survey}/responses",
            new StringContent("{\"answers\": {\"role\": \"lived\", \"role\": \"work\"}}", System.Text.Encoding.UTF8, "application/json"));
        var json = await refused.Content.ReadAsStringAsync();
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest, json);
        json.ShouldContain("\"/answers/role\":[\"This field stands here twice: say it once.\"]");
        (await CountAsync(survey)).ShouldBe(0);
    }

    [Fact]
    public async Task A_text_that_cannot_be_stored_is_a_clear_refusal()
    {
        var survey = await app.OpenSurveyAsync();
        using var respondent = app.Anonymous();
        using var refused = await respondent.PostAsync($"/api/surveys/v1/surveys/{survey}/responses",
            new StringContent("{\"answers\": {\"role\": \"lived\", \"story\": \"a\\u0000b\"}}", System.Text.Encoding.UTF8, "application/json"));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("/answers/story");
    }

    Task<long> CountAsync(Guid survey) => app.ScalarAsync<long>($"SELECT count(*) FROM responses WHERE survey_id = '{survey}'");
}
