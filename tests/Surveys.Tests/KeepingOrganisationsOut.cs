using System.Net;
using QLab.Testing;
using static QLab.Surveys.Tests.Answering;

namespace QLab.Surveys.Tests;

/// <summary>A partner organisation reads results, and nothing that tells of single people.</summary>
public sealed class KeepingOrganisationsOut(SurveysApp app)
{
    [Fact]
    public async Task From_single_responses_invitations_imports_and_counts_that_move_with_each()
    {
        var survey = await app.OpenSurveyAsync(more: new { access = "invited" });
        var (_, code) = (await app.InvitedAsync(survey, 1))[0];
        using var anybody = app.Anonymous();
        var response = (await SubmittedAsync(anybody, survey, new { answers = Answers(), invitationCode = code }))["id"]!.GetValue<Guid>();
        var questionnaire = await app.ScalarAsync<Guid>($"SELECT questionnaire_id FROM surveys WHERE id = '{survey}'");
        using var partner = app.Client("surveys:read surveys:write", Guid.NewGuid());

        foreach (var path in (string[])[Path(survey, $"responses/{response}"), Path(survey, "invitations"), Path(survey, "invitations/counts"), Path(survey, "imports"), $"/api/surveys/v1/questionnaires/{questionnaire}/differences?from={questionnaire}&survey={survey}"])
        {
            using var answer = await partner.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }
        using var results = await partner.GetAsync(Path(survey, "results"));
        results.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nothing_is_taken_in_the_name_of_somebody_who_has_left()
    {
        var project = await app.KnownProjectAsync();
        var survey = await app.OpenSurveyAsync("identified", project);
        var who = Guid.NewGuid();
        await using var participants = await app.AnotherServiceAsync();
        await participants.PublishAsync(new QLab.Participants.Contracts.ParticipantLeft(project, who, DateTimeOffset.UtcNow));
        await Eventually.Equals(1L, () => app.ScalarAsync<long>($"SELECT count(*) FROM participants WHERE id = '{who}'"));
        using var staff = app.Client(SurveysApp.AllScopes);
        using var refused =
            await staff.PostAsync(Path(survey), System.Net.Http.Json.JsonContent.Create(new { answers = Answers(), participantId = who }));
        await RefusedAsync(refused, HttpStatusCode.Conflict, "participant-left");
    }
}
