using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace QLab.Surveys.Tests;

public sealed class DraftingAQuestionnaire(SurveysApp app)
{
    static readonly object Sound = new { title = "Launch", questions = SurveysApp.Questions };

    [Fact]
    public async Task A_draft_full_of_faults_is_kept_checked_put_right_and_published()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var project = await app.KnownProjectAsync();
        using var begun = await staff.PostAsJsonAsync("/api/surveys/v1/questionnaires/drafts", new
        {
            projectId = project, key = "launch",
            definition = new { title = "", questions = new object[] { new { id = "", type = "singleChoice", text = "" }, new { id = "b", type = "yesNo", text = "B", shownWhen = new { } } } },
        });
        var draft = await ReadAsync(begun, HttpStatusCode.Created);
        var id = draft["id"]!.GetValue<Guid>();

        using var check = await staff.PostAsync($"/api/surveys/v1/questionnaires/drafts/{id}/check", null);
        var found = await ReadAsync(check);
        found["publishable"]!.GetValue<bool>().ShouldBeFalse();
        found["faults"]!.AsObject().Select(fault => fault.Key).ShouldBe(
            ["/title", "/questions/0/id", "/questions/0/text", "/questions/0/options", "/questions/1/shownWhen"], ignoreOrder: true);
        using var refused = await staff.PostAsync($"/api/surveys/v1/questionnaires/drafts/{id}/publish", null);
        (await ReadAsync(refused, HttpStatusCode.BadRequest))["errors"]!.AsObject().Count.ShouldBe(5);

        using var changed = await PutAsync(staff, id, begun.Headers.ETag!, Sound);
        (await ReadAsync(changed))["definition"]!["title"]!.GetValue<string>().ShouldBe("Launch");
        using var published = await staff.PostAsync($"/api/surveys/v1/questionnaires/drafts/{id}/publish", null);
        var version = await ReadAsync(published, HttpStatusCode.Created);
        version["id"]!.GetValue<Guid>().ShouldBe(id);
        version["version"]!.GetValue<int>().ShouldBe(1);

        using var gone = await staff.GetAsync($"/api/surveys/v1/questionnaires/drafts/{id}");
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var again = await staff.PostAsync($"/api/surveys/v1/questionnaires/drafts/{id}/publish", null);
        (await ReadAsync(again, HttpStatusCode.Conflict))["existingId"]!.GetValue<Guid>().ShouldBe(id);
    }

    [Fact]
    public async Task Two_who_change_one_draft_do_not_overwrite_each_other()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var (id, tag) = await BegunAsync(staff);

        using var first = await PutAsync(staff, id, tag, Sound);
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var second = await PutAsync(staff, id, tag, Sound);
        second.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        using var blind =
            await staff.PutAsJsonAsync($"/api/surveys/v1/questionnaires/drafts/{id}", new { key = "launch", definition = Sound });
        blind.StatusCode.ShouldBe(HttpStatusCode.PreconditionRequired);

        using var late =
            new HttpRequestMessage(HttpMethod.Delete, $"/api/surveys/v1/questionnaires/drafts/{id}") { Headers = { IfMatch = { tag } } };
        using var kept = await staff.SendAsync(late);
        kept.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        using var drop = new HttpRequestMessage(HttpMethod.Delete, $"/api/surveys/v1/questionnaires/drafts/{id}") { Headers = { IfMatch = { first.Headers.ETag! } } };
        using var dropped = await staff.SendAsync(drop);
        dropped.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Published_by_several_at_once_it_becomes_one_version()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var (id, _) = await BegunAsync(staff);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => staff.PostAsync($"/api/surveys/v1/questionnaires/drafts/{id}/publish", null)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Where(answer => answer.StatusCode != HttpStatusCode.Created)
            .ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Conflict || answer.StatusCode == HttpStatusCode.NotFound);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM questionnaires WHERE id = '{id}'")).ShouldBe(1);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM questionnaire_drafts WHERE id = '{id}'")).ShouldBe(0);
    }

    [Fact]
    public async Task Drafts_of_one_questionnaire_published_at_once_are_versions_in_a_row()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var project = await app.KnownProjectAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < 6; i++) ids.Add((await BegunAsync(staff, project)).Id);

        var answers = await Task.WhenAll(ids.Select(id => staff.PostAsync($"/api/surveys/v1/questionnaires/drafts/{id}/publish", null)));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Created || answer.StatusCode == HttpStatusCode.Conflict);
        var published = answers.Count(answer => answer.StatusCode == HttpStatusCode.Created);
        published.ShouldBeGreaterThan(0);
        (await app.ScalarAsync<int>($"SELECT max(version) FROM questionnaires WHERE project_id = '{project}'")).ShouldBe(published);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM questionnaire_drafts WHERE project_id = '{project}'")).ShouldBe(6 - published);
    }

    [Fact]
    public async Task Begun_from_a_version_it_says_what_that_says()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var project = await app.KnownProjectAsync();
        var version = await SurveysApp.CreatedAsync(
            staff, "questionnaires", new { projectId = project, key = "launch", title = "Launch", questions = SurveysApp.Questions });

        await SurveysApp.CreatedAsync(staff, $"questionnaires/{version}/draft", new { id = Guid.NewGuid() });
        using var begun = await staff.PostAsync($"/api/surveys/v1/questionnaires/{version}/draft", null);
        var id = (await ReadAsync(begun, HttpStatusCode.Created))["id"]!.GetValue<Guid>();

        using var read = await staff.GetAsync($"/api/surveys/v1/questionnaires/drafts/{id}");
        var draft = await ReadAsync(read);
        draft["basedOn"]!.GetValue<Guid>().ShouldBe(version);
        draft["definition"]!["questions"]!.AsArray().Count.ShouldBe(SurveysApp.Questions.Length);
        using var listed = await staff.GetAsync($"/api/surveys/v1/questionnaires/drafts?projectId={project}&key=launch");
        JsonNode.Parse(await listed.Content.ReadAsStringAsync())!.AsArray().Select(d => d!["id"]!.GetValue<Guid>()).ShouldContain(id);
    }

    [Theory]
    [InlineData("""{"title":"T","questions":[{"id":"a","type":"number","text":"\u0000"}]}""", "/definition/questions/0/text")]
    [InlineData("""{"title":"T","questions":[{"id":"a","type":"number","text":"A","initial":"\u0000"}]}""", "/definition/questions/0/initial")]
    [InlineData("""{"title":"T","questions":[{"id":"a","type":"number","text":"A","initial":["\ud800"]}]}""", "/definition/questions/0/initial")]
    [InlineData("""{"title":"T","questions":[{"id":"a","type":"number","text":"A","fhir":{"x":"\ud800"}}]}""", "/definition/questions/0/fhir")]
    [InlineData("""{"title":"T","questions":[{"id":"a","type":"number","text":"A","shownWhen":{"any":[{"question":"b","value":"\udc00"}]}}]}""", "/definition/questions/0/shownWhen/any/0/value")]
    [InlineData("""{"title":"T","questions":[{"id":"a","type":"no such type","text":"A"}]}""", "/definition/questions/0/type")]
    public async Task What_cannot_be_kept_is_refused_with_its_place(string definition, string place)
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        using var body = new StringContent(
            $$"""{"projectId":"{{Guid.NewGuid()}}","key":"k","definition":{{definition}} }""", Encoding.UTF8, "application/json");
        using var refused = await staff.PostAsync("/api/surveys/v1/questionnaires/drafts", body);
        (await ReadAsync(refused, HttpStatusCode.BadRequest))["errors"]!.AsObject().Select(error => error.Key).ShouldBe([place]);
    }

    [Fact]
    public async Task Sections_nested_as_deep_as_JSON_goes_are_a_fault_and_no_failure()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var nested = """{"id":"q","type":"yesNo","text":"Q"}""";
        for (var i = 0; i < 28; i++) nested = $$"""{"id":"s{{i}}","type":"section","text":"S","questions":[{{nested}}]}""";
        using var body = new StringContent(
            $$"""{"projectId":"{{Guid.NewGuid()}}","key":"k","title":"T","questions":[{{nested}}]}""", Encoding.UTF8, "application/json");

        using var refused = await staff.PostAsync("/api/surveys/v1/questionnaires", body);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest, await refused.Content.ReadAsStringAsync());
    }

    async Task<(Guid Id, EntityTagHeaderValue Tag)> BegunAsync(HttpClient staff, Guid? project = null)
    {
        using var begun = await staff.PostAsJsonAsync("/api/surveys/v1/questionnaires/drafts", new
        {
            projectId = project ?? await app.KnownProjectAsync(), key = "launch", definition = Sound,
        });
        return ((await ReadAsync(begun, HttpStatusCode.Created))["id"]!.GetValue<Guid>(), begun.Headers.ETag!);
    }

    static async Task<HttpResponseMessage> PutAsync(HttpClient staff, Guid id, EntityTagHeaderValue tag, object definition)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/surveys/v1/questionnaires/drafts/{id}")
        {
            Content = JsonContent.Create(new { key = "launch", definition }), Headers = { IfMatch = { tag } },
        };
        return await staff.SendAsync(request);
    }

    static async Task<JsonNode> ReadAsync(HttpResponseMessage response, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var json = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(expected, json);
        return JsonNode.Parse(json)!;
    }
}
