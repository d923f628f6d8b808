using System.Net;
using System.Net.Http.Json;
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
        using var partner = await app.PartnerOfAsync(survey, "surveys:read surveys:write");

        foreach (var path in (string[])[Path(survey, $"responses/{response}"), Path(survey, "invitations"), Path(survey, "invitations/counts"), Path(survey, "imports"), $"/api/surveys/v1/questionnaires/{questionnaire}/differences?from={questionnaire}&survey={survey}"])
        {
            using var answer = await partner.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }
        using var results = await partner.GetAsync(Path(survey, "results"));
        results.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    static readonly string[] OpenToThem =
    [
        "GET /surveys", "GET /surveys/{id}/results", "GET /surveys/{id}/crosstab", "GET /surveys/{id}/trend", "GET /surveys/{id}/codebook",
        "GET /questionnaires", "GET /questionnaires/{id}", "POST /questionnaires/{id}/try", "GET /questionnaires/{id}/differences",
        "GET /fhir/Questionnaire/{id}",
        // Refused with words of their own: ExportingToWhom.
        "POST /surveys/{id}/exports", "GET /surveys/{id}/exports", "GET /surveys/{id}/export.csv", "GET /surveys/{id}/export.jsonl",
        "GET /exports/{id}", "GET /exports/{id}/content",
    ];

    [Fact]
    public async Task From_every_operation_that_does_not_say_what_they_see() =>
        (await app.OpenToOrganisationsAsync(SurveysApp.AllScopes, OpenToThem)).ShouldBeEmpty();

    [Fact]
    public async Task From_projects_that_they_are_no_partners_in()
    {
        var survey = await app.OpenSurveyAsync();
        var questionnaire = await app.ScalarAsync<Guid>($"SELECT questionnaire_id FROM surveys WHERE id = '{survey}'");
        var project = await app.ScalarAsync<Guid>($"SELECT project_id FROM surveys WHERE id = '{survey}'");
        using var partner = await app.PartnerAsync(project, SurveysApp.AllScopes);
        using var elsewhere = await app.PartnerAsync(await app.KnownProjectAsync(), SurveysApp.AllScopes);
        using var host = await app.PartnerAsync(project, SurveysApp.AllScopes, "teamHost");

        foreach (var path in (string[])[$"surveys/{survey}/results", $"surveys/{survey}/crosstab?rows=role&columns=listened", $"surveys/{survey}/trend?question=role", $"surveys/{survey}/codebook", $"questionnaires/{questionnaire}", $"questionnaires/{questionnaire}/differences?from={questionnaire}", $"fhir/Questionnaire/{questionnaire}"])
        {
            (await StatusAsync(partner, path)).ShouldBe(HttpStatusCode.OK, path);
            (await StatusAsync(elsewhere, path)).ShouldBe(HttpStatusCode.NotFound, path);
            (await StatusAsync(host, path)).ShouldBe(HttpStatusCode.NotFound, path);
        }
        foreach (var (path, id) in new[] { ("surveys?limit=200", survey), ("questionnaires?limit=200", questionnaire) })
        {
            (await partner.GetStringAsync($"/api/surveys/v1/{path}")).ShouldContain(id.ToString());
            (await elsewhere.GetStringAsync($"/api/surveys/v1/{path}")).ShouldNotContain(id.ToString());
        }
        var asked = $"/api/surveys/v1/questionnaires/{questionnaire}/try";
        using var tried = await partner.PostAsJsonAsync(asked, new { answers = Answers() });
        tried.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var refused = await elsewhere.PostAsJsonAsync(asked, new { answers = Answers() });
        refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task From_answering_as_somebody_and_from_closing()
    {
        var project = await app.KnownProjectAsync();
        var survey = await app.OpenSurveyAsync("identified", project);
        using var partner = await app.PartnerAsync(project, SurveysApp.AllScopes);

        using var answered = await partner.PostAsJsonAsync(Path(survey), new { answers = Answers(), participantId = Guid.NewGuid() });
        using var closed = await partner.PostAsJsonAsync($"/api/surveys/v1/surveys/{survey}/close", new { });

        answered.StatusCode.ShouldBe(HttpStatusCode.Forbidden, await answered.Content.ReadAsStringAsync());
        closed.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync($"/api/surveys/v1/{path}");
        return answer.StatusCode;
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
            await staff.PostAsync(Path(survey), JsonContent.Create(new { answers = Answers(), participantId = who }));
        await RefusedAsync(refused, HttpStatusCode.Conflict, "participant-left");
    }
}
