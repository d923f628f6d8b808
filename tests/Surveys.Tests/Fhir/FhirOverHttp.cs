using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using QLab.Fhir.Tests;

namespace QLab.Surveys.Tests.Fhir;

public sealed class FhirOverHttp(SurveysApp app)
{
    const string Base = "/api/surveys/v1", Fhir = "application/fhir+json";

    [Fact]
    public async Task An_imported_questionnaire_goes_out_as_it_came_in()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var resource = Instrument.Resource("first-visit");
        var (status, answer) = await PostAsync(staff, $"fhir/Questionnaire?projectId={await app.KnownProjectAsync()}&key=visit", resource);
        status.ShouldBe(HttpStatusCode.Created, answer.ToJsonString());
        var id = answer["id"]!.GetValue<Guid>();
        answer["report"]!.AsArray().Select(note => note!["path"]!.GetValue<string>()).ShouldContain("Questionnaire.id");

        resource["id"] = id.ToString();
        JsonDifferences.Between(resource, await GetAsync(staff, $"fhir/Questionnaire/{id}")).ShouldBeEmpty();
        JsonDifferences.Between(resource, await GetAsync(staff, $"questionnaires/{id}?_format=json&_pretty=true", Fhir)).ShouldBeEmpty("many clients say the format in the address too");
        (await GetAsync(staff, $"questionnaires/{id}"))["key"]!.GetValue<string>().ShouldBe("visit");
    }

    [Fact]
    public async Task A_questionnaire_of_ours_comes_back_from_fhir_as_it_was()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var project = await app.KnownProjectAsync();
        var ours = await SurveysApp.CreatedAsync(staff, "questionnaires", new { projectId = project, key = "ours", title = "Ours", questions = SurveysApp.Questions });
        var (status, answer) = await PostAsync(staff, $"questionnaires?projectId={project}&key=again", (await GetAsync(staff, $"fhir/Questionnaire/{ours}")).AsObject());
        status.ShouldBe(HttpStatusCode.Created, answer.ToJsonString());

        var (first, second) = (await GetAsync(staff, $"questionnaires/{ours}"), await GetAsync(staff, $"questionnaires/{answer["id"]}"));
        JsonDifferences.Between(first["questions"], second["questions"]).ShouldBeEmpty();
        (await GetAsync(staff, $"fhir/Questionnaire/{ours}/report"))["report"]!.AsArray().ShouldHaveSingleItem()!["what"]!.GetValue<string>().ShouldContain("type");
    }

    [Fact]
    public async Task What_is_wrong_is_a_problem_with_an_outcome_inside()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var (status, problem) = await PostAsync(staff, $"fhir/Questionnaire?projectId={await app.KnownProjectAsync()}&key=wrong", Wrong());
        status.ShouldBe(HttpStatusCode.BadRequest);
        problem["type"]!.GetValue<string>().ShouldBe("urn:qlab:problem:invalid-request");
        problem["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["/status", "/item/0/item", "/item/1/linkId", "/item/1/required", "/item/1/enableWhen/0/question"], ignoreOrder: true);
        Expressions(problem["operationOutcome"]!).ShouldBe(["Questionnaire.status", "Questionnaire.item[0].item", "Questionnaire.item[1].linkId", "Questionnaire.item[1].required", "Questionnaire.item[1].enableWhen[0].question"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_too_long_is_told_together_with_what_breaks_a_rule()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var questionnaire = JsonNode.Parse("""
            { "resourceType": "Questionnaire", "status": "active", "item": [
                { "linkId": "a", "type": "integer", "text": "A", "extension": [
                    { "url": "http://hl7.org/fhir/StructureDefinition/minValue", "valueInteger": 5 }, { "url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueInteger": 1 } ] } ] }
            """)!.AsObject();
        questionnaire["title"] = new string('x', 201);
        var (status, problem) = await PostAsync(staff, $"fhir/Questionnaire?projectId={await app.KnownProjectAsync()}&key=long", questionnaire);
        status.ShouldBe(HttpStatusCode.BadRequest);
        problem["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["/title", "/item/0/extension"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_wrong_is_an_outcome_alone_for_who_asks_for_fhir()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var (status, outcome) = await PostAsync(staff, "fhir/Questionnaire", Wrong(), Fhir);
        status.ShouldBe(HttpStatusCode.BadRequest);
        outcome["resourceType"]!.GetValue<string>().ShouldBe("OperationOutcome");
        Expressions(outcome).ShouldContain("Questionnaire.projectId");

        (status, outcome) = await PostAsync(staff, $"fhir/Questionnaire?projectId={Guid.NewGuid()}&key=early", Instrument.Resource("who-5"), Fhir);
        status.ShouldBe(HttpStatusCode.Conflict);
        outcome["issue"]![0]!["details"]!["text"]!.GetValue<string>().ShouldBe("project-not-known");
    }

    [Fact]
    public async Task What_fhir_allows_and_we_do_not_is_named_by_its_place_in_the_resource()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var resource = Instrument.Resource("gad-7");
        resource["item"]![1]!.AsObject().Remove("answerValueSet");
        resource["item"]![1]!["answerOption"] =
            new JsonArray([.. Enumerable.Range(0, 501).Select(i => new JsonObject { ["valueInteger"] = i })]);
        var (status, problem) = await PostAsync(staff, $"fhir/Questionnaire?projectId={await app.KnownProjectAsync()}&key=one", resource);
        status.ShouldBe(HttpStatusCode.BadRequest);
        problem["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["/item/1/answerOption", "/item/8/extension"], "the score counts an item that has lost its weights");
    }

    [Theory]
    [InlineData("{\"resourceType\":\"Questionnaire\",\"status\":\"active\",\"status\":\"active\",\"item\":[]}")]
    [InlineData("{\"resourceType\":\"Questionnaire\",\"status\":\"active\",\"title\":\"\\u0000\",\"item\":[{\"linkId\":\"a\",\"type\":\"string\"}]}")]
    [InlineData("{\"resourceType\":\"Questionnaire\",\"status\":\"active\",\"title\":\"\\ud800\",\"item\":[{\"linkId\":\"a\",\"type\":\"string\"}]}")]
    [InlineData("{\"resourceType\":\"Questionnaire\",\"status\":\"active\",\"@was\":1,\"item\":[{\"linkId\":\"a\",\"type\":\"string\"}]}")]
    [InlineData("{\"resourceType\":\"Questionnaire\",\"status\":null,\"item\":[{\"linkId\":\"a\",\"type\":\"string\"}]}")]
    [InlineData("{\"resourceType\":\"Questionnaire\",\"status\":7,\"item\":{\"linkId\":\"a\"}}")]
    [InlineData("{\"resourceType\":\"Questionnaire\",\"status\":\"active\",\"extension\":[{\"url\":\"urn:x\",\"valueDecimal\":1e-9999}],\"item\":[{\"linkId\":\"a\",\"type\":\"string\"}]}")]
    [InlineData("{\"resourceType\":\"Questionnaire\",\"status\":\"active\",\"item\":[]}")]
    [InlineData("{\"resourceType\":\"Questionnaire\"}")]
    [InlineData("{\"resourceType\":\"Questionnaire\",\"item\":[7,{\"type\":[]}]}")]
    [InlineData("{\"resourceType\":\"Patient\"}")]
    [InlineData("7")]
    public async Task What_no_resource_can_be_is_refused(string body)
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        using var refused = await staff.PostAsync($"{Base}/fhir/Questionnaire?projectId={Guid.NewGuid()}&key=bad", new StringContent(body, Encoding.UTF8, Fhir));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest, await refused.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("fhir/Questionnaire?key=bad", "{")]
    [InlineData("fhir/QuestionnaireResponse", "{\"resourceType\":\"QuestionnaireResponse\",}")]
    [InlineData("questionnaires?key=bad", "resource")]
    [InlineData("fhir/Questionnaire", "")]
    public async Task What_cannot_be_read_at_all_is_an_outcome_too(string path, string body)
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Base}/{path}") { Content = new StringContent(body, Encoding.UTF8, Fhir) };
        request.Headers.Accept.Add(new(Fhir));
        using var asked = await staff.SendAsync(request);
        using var unasked = await staff.PostAsync($"{Base}/{path}", new StringContent(body, Encoding.UTF8, Fhir));

        var outcome = await ReadAsync(asked);
        (asked.StatusCode, asked.Content.Headers.ContentType!.MediaType, outcome["resourceType"]!.GetValue<string>()).ShouldBe((HttpStatusCode.BadRequest, Fhir, "OperationOutcome"));
        outcome["issue"]!.AsArray().ShouldAllBe(issue => issue!["diagnostics"]!.GetValue<string>().Length > 10);
        var problem = await ReadAsync(unasked);
        (unasked.StatusCode, unasked.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.BadRequest, "application/problem+json"));
        problem["operationOutcome"]!["issue"]!.ToJsonString().ShouldBe(outcome["issue"]!.ToJsonString());
    }

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
    [InlineData(Fhir)]
    public async Task A_response_is_located_where_its_receipt_opens_it(string? accept)
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var survey = await SurveyAsync(staff, "anonymous");
        using var respondent = app.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Base}/fhir/QuestionnaireResponse?surveyId={survey}")
        {
            Content = new StringContent(Given(null).ToJsonString(), Encoding.UTF8, Fhir),
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
        (await GetAsync(staff, $"surveys/{survey}/responses/{response}"))["subject"]!["identifier"]!["value"]!.GetValue<Guid>().ShouldBe(participant);
        (survey, response) = await AnsweredAsync(staff, "confidential", participant);
        (await GetAsync(staff, $"surveys/{survey}/responses/{response}"))["subject"].ShouldBeNull();
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
        var (status, outcome) = await PostAsync(respondent, $"fhir/QuestionnaireResponse?surveyId={survey}", response, Fhir);
        status.ShouldBe(HttpStatusCode.BadRequest);
        Expressions(outcome).ShouldBe(["QuestionnaireResponse.item[0].item[0]"]);

        response["status"] = "in-progress";
        (status, outcome) = await PostAsync(respondent, $"fhir/QuestionnaireResponse?surveyId={survey}", response, Fhir);
        status.ShouldBe(HttpStatusCode.BadRequest);
        Expressions(outcome).ShouldContain("QuestionnaireResponse.status");
    }

    async Task<(Guid Survey, Guid Response)> AnsweredAsync(HttpClient staff, string mode, Guid? participant)
    {
        var survey = await SurveyAsync(staff, mode);
        var (status, answer) = await PostAsync(staff, $"fhir/QuestionnaireResponse?surveyId={survey}", Given(participant));
        status.ShouldBe(HttpStatusCode.Created, answer.ToJsonString());
        return (survey, answer["id"]!.GetValue<Guid>());
    }

    async Task<Guid> SurveyAsync(HttpClient staff, string mode)
    {
        var (_, imported) = await PostAsync(staff, $"fhir/Questionnaire?projectId={await app.KnownProjectAsync()}&key=visit", Instrument.Resource("first-visit"));
        return await SurveysApp.CreatedAsync(staff, "surveys", new { questionnaireId = imported["id"]!.GetValue<Guid>(), title = "A first visit", mode });
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
        if (participant is { } id) response["subject"] = new JsonObject { ["identifier"] = new JsonObject { ["system"] = "urn:qlab:participant", ["value"] = id.ToString() } };
        return response;
    }

    static JsonObject Wrong() => JsonNode.Parse("""
        {
          "resourceType": "Questionnaire", "status": "finished",
          "item": [{ "linkId": "a", "type": "group" }, { "linkId": "a", "type": "string", "required": "yes", "enableWhen": [{ "question": "nowhere", "operator": "exists", "answerBoolean": true }] }]
        }
        """)!.AsObject();

    static IEnumerable<string> Expressions(JsonNode outcome) =>
        outcome["issue"]!.AsArray().Where(issue => issue!["severity"]!.GetValue<string>() == "error").Select(issue => issue!["expression"]![0]!.GetValue<string>());

    static async Task<(HttpStatusCode, JsonNode)> PostAsync(HttpClient client, string path, JsonObject resource, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Base}/{path}") { Content = new StringContent(resource.ToJsonString(), Encoding.UTF8, Fhir) };
        if (accept is not null) request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        using var response = await client.SendAsync(request);
        if (accept is not null) response.Content.Headers.ContentType!.MediaType.ShouldBe(accept);
        return (response.StatusCode, await ReadAsync(response));
    }

    static async Task<JsonNode> GetAsync(HttpClient client, string path, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Base}/{path}");
        if (accept is not null) request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        using var response = await client.SendAsync(request);
        var body = await ReadAsync(response);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, body.ToJsonString());
        return body;
    }

    /// <summary>Whatever says that it is FHIR, or has FHIR inside, is.</summary>
    static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        if (response.Content.Headers.ContentType?.MediaType == Fhir) body.ShouldBeFhir();
        else (body as JsonObject)?["operationOutcome"]?.ShouldBeFhir();
        return body;
    }
}
