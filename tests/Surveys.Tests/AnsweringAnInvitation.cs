using System.Net;
using System.Net.Http.Json;
using static QLab.Surveys.Tests.Answering;

namespace QLab.Surveys.Tests;

public sealed class AnsweringAnInvitation(SurveysApp app)
{
    [Theory]
    [InlineData("anonymous")]
    [InlineData("confidential")]
    [InlineData("identified")]
    public async Task Works_once_however_many_try_at_the_same_time(string mode)
    {
        var survey = await app.OpenSurveyAsync(mode, more: new { access = "invited" });
        var (participant, code) = (await app.InvitedAsync(survey, 3))[1];
        await using var replica = app.Replica();
        using var here = app.Anonymous();
        using var there = replica.CreateClient();

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => TryAsync(i % 2 == 0 ? here : there, survey, code)));

        answers.Count(status => status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(status => status == HttpStatusCode.Conflict).ShouldBe(39);
        (await app.UnusedBallotsAsync(survey)).ShouldBe(2);
        (await app.ScalarAsync<Guid?>($"SELECT participant_id FROM responses WHERE survey_id = '{survey}'")).ShouldBe(mode == "anonymous" ? null : participant);
    }

    [Fact]
    public async Task Sent_again_with_the_same_key_is_the_same_response()
    {
        var survey = await app.OpenSurveyAsync(more: new { access = "invited" });
        var (_, code) = (await app.InvitedAsync(survey, 1))[0];
        using var respondent = app.Anonymous();
        respondent.DefaultRequestHeaders.Add("Idempotency-Key", $"\"{Guid.NewGuid()}\"");

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => SubmittedAsync(respondent, survey, new { answers = Answers(), invitationCode = code })));

        answers.Select(answer => answer["id"]!.GetValue<Guid>()).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Without_it_or_with_another_survey_s_nobody_answers()
    {
        var survey = await app.OpenSurveyAsync(more: new { access = "invited" });
        var (_, elsewhere) = (await app.InvitedAsync(await app.OpenSurveyAsync(more: new { access = "invited" }), 1))[0];
        using var respondent = app.Anonymous();

        using var without = await respondent.PostAsJsonAsync(Path(survey), new { answers = Answers() });
        await RefusedAsync(without, HttpStatusCode.Conflict, "invitation-needed");
        using var wrong = await respondent.PostAsJsonAsync(Path(survey), new { answers = Answers(), invitationCode = elsewhere });
        await RefusedAsync(wrong, HttpStatusCode.Conflict, "invitation-used");
    }

    [Theory]
    [InlineData("anonymous", HttpStatusCode.Conflict, "survey-anonymous")]
    [InlineData("confidential", HttpStatusCode.BadRequest, "participant-with-invitation")]
    [InlineData("identified", HttpStatusCode.BadRequest, "participant-with-invitation")]
    public async Task Says_whose_the_response_is_so_nobody_else_need_be_named(string mode, HttpStatusCode status, string problem)
    {
        var survey = await app.OpenSurveyAsync(mode, more: new { access = "invited" });
        var (participant, code) = (await app.InvitedAsync(survey, 1))[0];
        using var respondent = app.Anonymous();
        using var named = await respondent.PostAsJsonAsync(
            Path(survey), new { answers = Answers(), invitationCode = code, participantId = participant });
        await RefusedAsync(named, status, problem);
        await SubmittedAsync(respondent, survey, new { answers = Answers(), invitationCode = code });
    }

    [Fact]
    public async Task A_faulty_answer_leaves_the_invitation_good()
    {
        var survey = await app.OpenSurveyAsync(more: new { access = "invited" });
        var (_, code) = (await app.InvitedAsync(survey, 1))[0];
        using var respondent = app.Anonymous();
        using var faulty = await respondent.PostAsJsonAsync(Path(survey), new { answers = Answers("king"), invitationCode = code });
        await RefusedAsync(faulty, HttpStatusCode.BadRequest, "invalid-request");
        await SubmittedAsync(respondent, survey, new { answers = Answers(), invitationCode = code });
    }

    [Fact]
    public async Task Its_code_is_refused_as_a_key_that_would_tie_the_two_together()
    {
        var survey = await app.OpenSurveyAsync(more: new { access = "invited" });
        var (_, code) = (await app.InvitedAsync(survey, 1))[0];
        using var respondent = app.Anonymous();
        respondent.DefaultRequestHeaders.Add("Idempotency-Key", $"\"{code}\"");
        using var refused = await respondent.PostAsJsonAsync(Path(survey), new { answers = Answers(), invitationCode = code });
        await RefusedAsync(refused, HttpStatusCode.BadRequest, "code-as-key");
    }

    static async Task<HttpStatusCode> TryAsync(HttpClient client, Guid survey, string code)
    {
        using var answer = await client.PostAsJsonAsync(Path(survey), new { answers = Answers(), invitationCode = code });
        return answer.StatusCode;
    }
}
