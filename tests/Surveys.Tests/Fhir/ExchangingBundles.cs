using System.Net;
using System.Text.Json.Nodes;
using QLab.Fhir.Tests;

namespace QLab.Surveys.Tests.Fhir;

public sealed class ExchangingBundles(SurveysApp app)
{
    const string Fhir = "application/fhir+json";

    [Fact]
    public async Task Every_type_of_answer_goes_out_in_a_bundle_and_comes_in_again()
    {
        var from = await SurveyToExport.OpenAsync(app);
        await from.SubmitAsync(EveryType.Answers);
        for (var i = 0; i < 20; i++) await from.SubmitAsync(new() { ["choice"] = "b", ["number"] = i, ["short"] = $"Said {i}" });
        var to = await AgainAsync(from.Id, "anonymous");

        var import = await to.SettledAsync(await to.SendAsync("imports", await from.TextAsync("fhirBundle"), Fhir), "imported");

        import["imported"]!.GetValue<int>().ShouldBe(21);
        Given(await BundleAsync(to.Id)).ShouldBe(Given(await BundleAsync(from.Id)), ignoreOrder: true);
    }

    [Fact]
    public async Task Of_an_identified_survey_says_whose_each_response_is()
    {
        var from = await InvitedSurvey.OpenAsync(app, "identified", "open");
        var ids = await from.JoinedAsync(2);
        await app.ConsentedAsync(ids);
        await from.ImportAsync($"participantId,role,submittedAt\n{ids[0]},lived,2018-09-03T09:30:00Z\n{ids[1]},work,2018-09-04\n");
        var to = await AgainAsync(from.Id, "identified", from.Project);
        var somebody =
            (await BundleAsync(from.Id)).ToJsonString().Replace(ids[0].ToString(), Guid.NewGuid().ToString(), StringComparison.Ordinal);
        var refused = await to.SettledAsync(await to.SendAsync("imports", somebody, Fhir), "refused");
        Importing.Faults(refused).ShouldHaveSingleItem().ShouldEndWith("/subject: The project has no such participant.");
        (await to.CountAsync()).ShouldBe(0);

        await to.SettledAsync(await to.SendAsync("imports", (await BundleAsync(from.Id)).ToJsonString(), Fhir), "imported");

        (await app.ScalarAsync<string>($"SELECT answers ->> 'role' || submitted_at FROM responses WHERE survey_id = '{to.Id}' AND participant_id = '{ids[0]}'")).ShouldBe("lived2018-09-03 09:30:00+00");
        Given(await BundleAsync(to.Id)).ShouldBe(Given(await BundleAsync(from.Id)), ignoreOrder: true);
    }

    [Fact]
    public async Task With_faults_names_entry_and_place_of_each_and_takes_none()
    {
        var survey = await InvitedSurvey.OpenAsync(app, access: "open");
        await survey.ImportAsync("role,topics.pain,years\n" + string.Concat(Enumerable.Repeat("lived,1,7\n", 7)));
        var bundle = await BundleAsync(survey.Id);
        var resources = bundle["entry"]!.AsArray().Select(entry => entry!["resource"]!).ToList();
        Item(resources[1], "years")["answer"]![0]!.AsObject()["valueDecimal"] = 700;
        resources[2]["resourceType"] = "Patient";
        resources[3]["status"] = "in-progress";
        bundle["entry"]![4]!.AsObject().Remove("resource");
        resources[5]["item"]!.AsArray().Remove(Item(resources[5], "role"));
        Item(resources[6], "topics")["answer"]![0]!["valueCoding"]!["code"] = "weather";

        var refused = await survey.SettledAsync(await survey.SendAsync("imports", bundle.ToJsonString(), Fhir), "refused");

        (refused["lines"]!.GetValue<int>(), refused["refused"]!.GetValue<int>()).ShouldBe((7, 6));
        refused["faults"]!.AsArray()
            .Select(fault => $"{fault!["line"]} {fault["column"]}")
            .ShouldBe(["2 /item/2", "3 /resourceType", "4 /status", "5 ", "6 ", "7 /item/1/answer/0/valueCoding"]);
        (await survey.CountAsync()).ShouldBe(7);
        (await app.ScalarAsync<long>("SELECT count(*) FROM import_lines")).ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"resourceType":"Bundle","type":"collection","entry":[ENTRY,ENTRY,{"resource":""")]
    [InlineData("""{"resourceType":"Bundle","type":"collection","entry":[ENTRY,ENTRY]""")]
    [InlineData("""{"resourceType":"Patient","entry":[ENTRY]}""")]
    [InlineData("""{"resourceType":"Bundle","type":"collection"}""")]
    public async Task Cut_off_or_none_at_all_leaves_nothing_behind(string text)
    {
        var survey = await InvitedSurvey.OpenAsync(app, access: "open");
        const string entry = """{"resource":{"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"role","answer":[{"valueCoding":{"code":"lived"}}]}]}}""";

        var (status, body) = await survey.SendAsync("imports", text.Replace("ENTRY", entry, StringComparison.Ordinal), Fhir);

        status.ShouldBe(HttpStatusCode.BadRequest, body);
        (await survey.ReadAsync("imports")).AsArray().ShouldBeEmpty();
        (await survey.CountAsync()).ShouldBe(0);
        (await app.ScalarAsync<long>("SELECT count(*) FROM import_lines")).ShouldBe(0);
    }

    /// <summary>Another survey with the same questionnaire.</summary>
    async Task<InvitedSurvey> AgainAsync(Guid survey, string mode, Guid project = default)
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var questionnaire = await app.ScalarAsync<Guid>($"SELECT questionnaire_id FROM surveys WHERE id = '{survey}'");
        return new(
            app, await SurveysApp.CreatedAsync(staff, "surveys", new
            {
                questionnaireId = questionnaire, title = "Again", mode,
            }), project, mode);
    }

    async Task<JsonNode> BundleAsync(Guid survey)
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var export = await SurveyToExport.ExportAsync(staff, survey, "fhirBundle");
        using var content = await staff.GetAsync(export["content"]!.GetValue<string>());
        content.Content.Headers.ContentType!.MediaType.ShouldBe(Fhir);
        var bundle = JsonNode.Parse(await content.Content.ReadAsStringAsync())!;
        bundle.ShouldBeFhir();
        return bundle;
    }

    /// <summary>What was given, by whom and when, without the ids that each response gets anew.</summary>
    static IEnumerable<string> Given(JsonNode bundle) => bundle["entry"]!.AsArray().Select(entry =>
    {
        var resource = entry!["resource"]!.DeepClone().AsObject();
        entry["fullUrl"]!.GetValue<string>().ShouldBe($"urn:uuid:{resource["id"]}");
        resource.Remove("id");
        resource.Remove("identifier");
        return resource.ToJsonString();
    });

    static JsonNode Item(JsonNode response, string linkId) =>
        response["item"]!.AsArray().Single(item => item!["linkId"]!.GetValue<string>() == linkId)!;
}
