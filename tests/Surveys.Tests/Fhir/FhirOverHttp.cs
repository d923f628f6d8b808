using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using QLab.Fhir.Tests;
using static QLab.Surveys.Tests.Fhir.FhirCalls;

namespace QLab.Surveys.Tests.Fhir;

public sealed class FhirOverHttp(SurveysApp app)
{
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
        JsonDifferences.Between(resource, await GetAsync(staff, $"questionnaires/{id}?_format=json&_pretty=true", MediaType))
            .ShouldBeEmpty("many clients say the format in the address too");
        (await GetAsync(staff, $"questionnaires/{id}"))["key"]!.GetValue<string>().ShouldBe("visit");
    }

    [Fact]
    public async Task A_questionnaire_of_ours_comes_back_from_fhir_as_it_was()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var project = await app.KnownProjectAsync();
        var ours = await SurveysApp.CreatedAsync(
            staff, "questionnaires", new { projectId = project, key = "ours", title = "Ours", questions = SurveysApp.Questions });
        var (status, answer) = await PostAsync(staff, $"questionnaires?projectId={project}&key=again", (await GetAsync(staff, $"fhir/Questionnaire/{ours}")).AsObject());
        status.ShouldBe(HttpStatusCode.Created, answer.ToJsonString());

        var (first, second) = (await GetAsync(staff, $"questionnaires/{ours}"), await GetAsync(staff, $"questionnaires/{answer["id"]}"));
        JsonDifferences.Between(first["questions"], second["questions"]).ShouldBeEmpty();
        (await GetAsync(staff, $"fhir/Questionnaire/{ours}/report"))["report"]!.AsArray()
            .ShouldHaveSingleItem()!["what"]!.GetValue<string>().ShouldContain("type");
    }

    [Fact]
    public async Task What_is_wrong_is_a_problem_with_an_outcome_inside()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var (status, problem) = await PostAsync(staff, $"fhir/Questionnaire?projectId={await app.KnownProjectAsync()}&key=wrong", Wrong());
        status.ShouldBe(HttpStatusCode.BadRequest);
        problem["type"]!.GetValue<string>().ShouldBe("urn:qlab:problem:invalid-request");
        problem["errors"]!.AsObject().Select(e => e.Key).ShouldBe(
            ["/status", "/item/0/item", "/item/1/linkId", "/item/1/required", "/item/1/enableWhen/0/question"], ignoreOrder: true);
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
        var (status, problem) =
            await PostAsync(staff, $"fhir/Questionnaire?projectId={await app.KnownProjectAsync()}&key=long", questionnaire);
        status.ShouldBe(HttpStatusCode.BadRequest);
        problem["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["/title", "/item/0/extension"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_wrong_is_an_outcome_alone_for_who_asks_for_fhir()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var (status, outcome) = await PostAsync(staff, "fhir/Questionnaire", Wrong(), MediaType);
        status.ShouldBe(HttpStatusCode.BadRequest);
        outcome["resourceType"]!.GetValue<string>().ShouldBe("OperationOutcome");
        Expressions(outcome).ShouldContain("Questionnaire.projectId");

        (status, outcome) =
            await PostAsync(staff, $"fhir/Questionnaire?projectId={Guid.NewGuid()}&key=early", Instrument.Resource("who-5"), MediaType);
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
        problem["errors"]!.AsObject()
            .Select(e => e.Key)
            .ShouldBe(["/item/1/answerOption", "/item/8/extension"], "the score counts an item that has lost its weights");
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
        using var refused = await staff.PostAsync(
            $"{Base}/fhir/Questionnaire?projectId={Guid.NewGuid()}&key=bad", new StringContent(body, Encoding.UTF8, MediaType));
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
        using var request =
            new HttpRequestMessage(HttpMethod.Post, $"{Base}/{path}") { Content = new StringContent(body, Encoding.UTF8, MediaType) };
        request.Headers.Accept.Add(new(MediaType));
        using var asked = await staff.SendAsync(request);
        using var unasked = await staff.PostAsync($"{Base}/{path}", new StringContent(body, Encoding.UTF8, MediaType));

        var outcome = await ReadAsync(asked);
        (asked.StatusCode, asked.Content.Headers.ContentType!.MediaType, outcome["resourceType"]!.GetValue<string>()).ShouldBe(
            (HttpStatusCode.BadRequest, MediaType, "OperationOutcome"));
        outcome["issue"]!.AsArray().ShouldAllBe(issue => issue!["diagnostics"]!.GetValue<string>().Length > 10);
        var problem = await ReadAsync(unasked);
        (unasked.StatusCode, unasked.Content.Headers.ContentType!.MediaType).ShouldBe(
            (HttpStatusCode.BadRequest, "application/problem+json"));
        problem["operationOutcome"]!["issue"]!.ToJsonString().ShouldBe(outcome["issue"]!.ToJsonString());
    }

    static JsonObject Wrong() => JsonNode.Parse("""
        {
          "resourceType": "Questionnaire", "status": "finished",
          "item": [{ "linkId": "a", "type": "group" }, { "linkId": "a", "type": "string", "required": "yes", "enableWhen": [{ "question": "nowhere", "operator": "exists", "answerBoolean": true }] }]
        }
        """)!.AsObject();
}
