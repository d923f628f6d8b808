using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using QLab.Fhir.Tests;
using static QLab.Surveys.Tests.Fhir.FhirCalls;

namespace QLab.Surveys.Tests.Fhir;

public sealed class FhirResponsesOverHttp(SurveysApp app)
{
    [Fact]
    public async Task A_response_comes_in_and_goes_out_and_nothing_says_whose_it_is()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var (survey, response) = await AnsweredAsync(staff, "anonymous", null);
        var read = await GetAsync(staff, $"surveys/{survey}/responses/{response}");
        read["subject"].ShouldBeNull();
        read["authored"]!.GetValue<string>().Length.ShouldBe("2018-09-03".Length, "an anonymous response has a day and no time");
        JsonDifferences.Between(Given(null)["item"], read["item"]).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(MediaType)]
    public async Task A_response_is_located_where_its_receipt_opens_it(string? accept)
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var survey = await SurveyAsync(staff, "anonymous");
        using var respondent = app.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Base}/fhir/QuestionnaireResponse?surveyId={survey}")
        {
            Content = new StringContent(Given(null).ToJsonString(), Encoding.UTF8, MediaType),
        };
        if (accept is not null) request.Headers.Accept.Add(new(accept));
        using var submitted = await respondent.SendAsync(request);
        submitted.StatusCode.ShouldBe(HttpStatusCode.Created, await submitted.Content.ReadAsStringAsync());
        submitted.Headers.Location!.ToString().ShouldBe($"{Base}/surveys/{survey}/responses/own");
    }

    [Fact]
    public async Task A_response_that_is_identified_says_whose_it_is_and_one_that_is_confidential_does_not()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var participant = Guid.NewGuid();
        var (survey, response) = await AnsweredAsync(staff, "identified", participant);
        (await GetAsync(staff, $"surveys/{survey}/responses/{response}"))["subject"]!["identifier"]!["value"]!.GetValue<Guid>()
            .ShouldBe(participant);
        (survey, response) = await AnsweredAsync(staff, "confidential", participant);
        for (var others = 0; others < 7; others++) await AnswerAsync(staff, survey, Guid.NewGuid());
        await app.BatchAsync();
        (await GetAsync(staff, $"surveys/{survey}/responses/{response}"))["subject"].ShouldBeNull();
    }

    [Fact]
    public async Task Its_ETag_does_not_say_in_which_order_responses_came()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var (survey, response) = await AnsweredAsync(staff, "anonymous", null);
        using var read = await staff.GetAsync($"{Base}/surveys/{survey}/responses/{response}");
        var position = await app.ScalarAsync<long>($"SELECT position FROM responses WHERE id = '{response}'");
        var tag = read.Headers.ETag.ShouldNotBeNull().Tag;
        tag.ShouldNotContain($"{position}");
        tag.ShouldNotContain($"{await app.ScalarAsync<uint>($"SELECT xmin FROM responses WHERE id = '{response}'")}");
    }

    [Fact]
    public async Task Whoever_was_invited_says_so_by_the_code_of_the_invitation()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var survey = await SurveyAsync(staff, "anonymous", "invited");
        var (_, code) = (await app.InvitedAsync(survey, 1))[0];
        using var respondent = app.Anonymous();
        async Task<HttpStatusCode> BringAsync() => (await PostAsync(
            respondent, $"fhir/QuestionnaireResponse?surveyId={survey}", Given(null))).Item1;

        (await BringAsync()).ShouldBe(HttpStatusCode.Conflict);
        respondent.DefaultRequestHeaders.Add("Invitation-Code", code);
        (await BringAsync()).ShouldBe(HttpStatusCode.Created);
        (await BringAsync()).ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_response_that_may_not_be_used_is_not_read()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var survey = await SurveyAsync(staff, "anonymous");
        var (_, answer) = await PostAsync(staff, $"fhir/QuestionnaireResponse?surveyId={survey}", Given(null));
        using var read = await staff.GetAsync($"{Base}/surveys/{survey}/responses/{answer["id"]}");
        read.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Partners_do_not_read_single_responses()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        using var partner = app.Client("surveys:read", Guid.NewGuid());
        var (survey, response) = await AnsweredAsync(staff, "anonymous", null);
        using var refused = await partner.GetAsync($"/api/surveys/v1/surveys/{survey}/responses/{response}");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_response_that_does_not_fit_is_told_by_its_places()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var survey = await SurveyAsync(staff, "anonymous");
        var response = Given(null);
        response["item"]![0]!["item"]![0]!["answer"]![0]!["valueDate"] = "2020-01-01";
        using var respondent = app.Anonymous();
        var (status, outcome) = await PostAsync(respondent, $"fhir/QuestionnaireResponse?surveyId={survey}", response, MediaType);
        status.ShouldBe(HttpStatusCode.BadRequest);
        Expressions(outcome).ShouldBe(["QuestionnaireResponse.item[0].item[0]"]);

        response["status"] = "in-progress";
        (status, outcome) = await PostAsync(respondent, $"fhir/QuestionnaireResponse?surveyId={survey}", response, MediaType);
        status.ShouldBe(HttpStatusCode.BadRequest);
        Expressions(outcome).ShouldContain("QuestionnaireResponse.status");
    }

    [Fact]
    public async Task A_response_that_names_no_survey_is_told_its_other_faults_too()
    {
        var response = Given(null);
        response["mood"] = "good";
        using var respondent = app.Anonymous();
        var (status, outcome) = await PostAsync(respondent, "fhir/QuestionnaireResponse", response, MediaType);
        status.ShouldBe(HttpStatusCode.BadRequest);
        Expressions(outcome).ShouldBe(["QuestionnaireResponse.surveyId", "QuestionnaireResponse.mood"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_FHIR_response_brings_them_in_its_address()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var survey = await SurveyAsync(staff, "anonymous");
        using var respondent = app.Anonymous();
        async Task<HttpStatusCode> BringAsync(string consents) => (await PostAsync(
            respondent, $"fhir/QuestionnaireResponse?surveyId={survey}{consents}", Given(null))).Item1;

        (await BringAsync("&consents=research,quotation&consentVersion=1")).ShouldBe(HttpStatusCode.Created);
        (await BringAsync("")).ShouldBe(HttpStatusCode.Created);
        (await BringAsync("&consents=contact")).ShouldBe(HttpStatusCode.BadRequest);
        (await BringAsync("&consents=research&consentVersion=7")).ShouldBe(HttpStatusCode.Conflict);

        (await app.ScalarAsync<string>($"SELECT string_agg(consents::text, ' ' ORDER BY cardinality(consents)) FROM responses WHERE survey_id = '{survey}'"))
            .ShouldBe("{} {research,quotation}");
        (await staff.GetStringAsync(Answering.Path(survey, "export.jsonl"))).Split('\n').Length.ShouldBe(2, "one line, and its end");
    }

    async Task<(Guid Survey, Guid Response)> AnsweredAsync(HttpClient staff, string mode, Guid? participant)
    {
        var survey = await SurveyAsync(staff, mode);
        return (survey, await AnswerAsync(staff, survey, participant));
    }

    async Task<Guid> AnswerAsync(HttpClient staff, Guid survey, Guid? participant)
    {
        if (participant is { } who) await app.ConsentedAsync(who);
        var consents = participant is null ? "&consents=research" : "";
        var (status, answer) = await PostAsync(staff, $"fhir/QuestionnaireResponse?surveyId={survey}{consents}", Given(participant));
        status.ShouldBe(HttpStatusCode.Created, answer.ToJsonString());
        return answer["id"]!.GetValue<Guid>();
    }

    async Task<Guid> SurveyAsync(HttpClient staff, string mode, string access = "open")
    {
        var (_, imported) = await PostAsync(staff, $"fhir/Questionnaire?projectId={await app.KnownProjectAsync()}&key=visit", Instrument.Resource("first-visit"));
        return await SurveysApp.CreatedAsync(
            staff, "surveys", new { questionnaireId = imported["id"]!.GetValue<Guid>(), title = "A first visit", mode, access });
    }

    static JsonObject Given(Guid? participant)
    {
        var response = JsonNode.Parse("""
            {
              "resourceType": "QuestionnaireResponse", "questionnaire": "http://example.org/Questionnaire/first-visit", "status": "completed", "authored": "2018-09-03T09:30:00Z",
              "item": [
                { "linkId": "1", "item": [{ "linkId": "1.1", "answer": [{ "valueDate": "1970-01-01" }] }, { "linkId": "1.2", "answer": [{ "valueQuantity": { "value": 170.50, "unit": "cm" } }] }] },
                { "linkId": "2", "answer": [{ "valueBoolean": true, "item": [{ "linkId": "2.1", "answer": [{ "valueInteger": 3 }] }] }] },
                { "linkId": "3", "answer": [{ "valueCoding": { "system": "http://example.org/parts", "code": "knee", "display": "A knee" } }, { "valueString": "My pride" }] },
                { "linkId": "4", "answer": [{ "valueString": "It began in the war." }] }
              ]
            }
            """)!.AsObject();
        if (participant is { } id) response["subject"] =
            new JsonObject { ["identifier"] = new JsonObject { ["system"] = "urn:qlab:participant", ["value"] = id.ToString() } };
        return response;
    }
}
