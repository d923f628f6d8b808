using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using QLab.Participants.Contracts;
using QLab.Surveys.Contracts;
using QLab.Testing;

namespace QLab.Surveys.Tests;

public sealed class OpeningASurvey(SurveysApp app)
{
    static readonly object Answers = new { role = "lived" };

    [Fact]
    public async Task Names_everything_that_is_wrong_with_its_window_and_quotas_at_once()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        using var refused = await staff.PostAsJsonAsync("/api/surveys/v1/surveys", await BodyAsync(staff, opensAt: In(2), closesAt: In(1), quotas:
        [
            new { name = "a", limit = 5, when = new { question = "role", @operator = "is", value = "elsewhere" } },
            new { name = "a", limit = 5, when = (object)new { all = Array.Empty<object>() } },
            new { name = "b", limit = 5, when = (object)new { question = "nowhere", @operator = "answered" } },
            new { name = "c", limit = 5, when = (object)new { any = new object[] { new { question = "years", @operator = "above" }, new { question = "years", @operator = "above", value = 10 } } } },
            new { name = "d", limit = 5, when = (object)new { question = "topics", @operator = "is", value = new[] { "pain" } } },
        ]));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["errors"]!.AsObject().Select(e => e.Key).ShouldBe(
            ["/closesAt", "/quotas/0/when/value", "/quotas/1/name", "/quotas/1/when/all", "/quotas/2/when/question", "/quotas/3/when/any/0/value", "/quotas/4/when/value"], ignoreOrder: true);
        using var past = await staff.PostAsJsonAsync("/api/surveys/v1/surveys", await BodyAsync(staff, closesAt: In(-1)));
        (await past.Content.ReadAsStringAsync()).ShouldContain("/closesAt");
    }

    [Fact]
    public async Task Names_what_is_malformed_together_with_what_breaks_a_rule()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var body = JsonSerializer.SerializeToNode(await BodyAsync(staff, closesAt: In(-1), quotas:
        [
            new { name = "a\u0001", limit = 5 }, new { name = "a\u0001", limit = 0, when = (object)new { question = "nowhere", @operator = "answered" } },
        ]))!.AsObject();
        body["title"] = new string('x', 201);
        using var refused = await staff.PostAsJsonAsync("/api/surveys/v1/surveys", body);
        var json = await refused.Content.ReadAsStringAsync();
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest, json);
        var errors = JsonNode.Parse(json)!["errors"]!.AsObject();
        errors.Select(e => e.Key).ShouldBe(
            ["/title", "/closesAt", "/quotas/0/name", "/quotas/1/name", "/quotas/1/limit", "/quotas/1/when/question"], ignoreOrder: true);
        errors["/quotas/1/name"]!.AsArray().Count.ShouldBe(2);
        errors["/title"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldBe("This may have at most 200 characters.");

        body["questionnaireId"] = Guid.NewGuid();
        using var nowhere = await staff.PostAsJsonAsync("/api/surveys/v1/surveys", body);
        (await nowhere.Content.ReadAsStringAsync()).ShouldContain("/title");
    }

    [Fact]
    public async Task That_is_corrected_names_what_is_malformed_together_with_what_breaks_a_rule()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var survey = await SurveysApp.CreatedAsync(staff, "surveys", await BodyAsync(staff));
        var refused = await PutAsync(staff, survey, "*", Correction("", ("none", 0), closesAt: In(-1)));
        refused.ShouldStartWith("400");
        foreach (var place in new[] { "\"/title\"", "\"/closesAt\"", "\"/quotas/0/name\"", "\"/quotas/0/limit\"" })
            refused.ShouldContain(place);
    }

    [Fact]
    public async Task With_quotas_shows_staff_what_they_have_taken_and_the_public_nothing()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var survey = await SurveysApp.CreatedAsync(staff, "surveys", await BodyAsync(staff, quotas:
        [
            new { name = "lived experience", limit = 1, when = (object)new { question = "role", @operator = "is", value = "lived" } }, new { name = "all", limit = 9 },
        ]));
        await SurveysApp.CreatedAsync(staff, $"surveys/{survey}/responses", new { answers = Answers });
        using var full = await staff.PostAsJsonAsync($"/api/surveys/v1/surveys/{survey}/responses", new { answers = Answers });
        (await full.Content.ReadAsStringAsync()).ShouldContain("urn:qlab:problem:quota-full");

        (await ReadAsync(staff, survey))["quotas"]!.ToJsonString()
            .ShouldBe("""[{"name":"all","limit":9,"taken":1},{"name":"lived experience","limit":1,"taken":1}]""");
        using var anonymous = app.Anonymous();
        (await ReadAsync(anonymous, survey))["quotas"].ShouldBeNull();
        using var partner = app.Client(SurveysApp.AllScopes, Guid.NewGuid());
        (await ReadAsync(partner, survey))["quotas"].ShouldBeNull();
    }

    [Fact]
    public async Task Is_answered_with_the_times_that_are_read_later()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        for (var i = 0; i < 3; i++) // the last digit is a zero now and then
        {
            var (opens, closes) = (In(-1), In(1));
            using var made = await staff.PostAsJsonAsync(
                "/api/surveys/v1/surveys", await BodyAsync(staff, opens, closes.AddTicks(1 - (closes.Ticks % 10))));
            var answer = JsonNode.Parse(await made.Content.ReadAsStringAsync())!;
            var read = await ReadAsync(staff, answer["id"]!.GetValue<Guid>());
            foreach (var time in new[] { "openedAt", "opensAt", "closesAt" })
                answer[time]!.ToJsonString().ShouldBe(read[time]!.ToJsonString(), time);
        }
    }

    [Fact]
    public async Task Before_its_window_is_scheduled_and_takes_nothing()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var survey = await SurveysApp.CreatedAsync(staff, "surveys", await BodyAsync(staff, opensAt: In(1)));
        (await ReadAsync(staff, survey))["state"]!.GetValue<string>().ShouldBe("scheduled");
        using var early = await staff.PostAsJsonAsync($"/api/surveys/v1/surveys/{survey}/responses", new { answers = Answers });
        early.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task That_is_corrected_needs_the_version_that_was_read_and_keeps_what_quotas_have_taken()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var survey = await SurveysApp.CreatedAsync(staff, "surveys", await BodyAsync(staff, quotas: [new { name = "all", limit = 2 }]));
        await SurveysApp.CreatedAsync(staff, $"surveys/{survey}/responses", new { answers = Answers });
        await SurveysApp.CreatedAsync(staff, $"surveys/{survey}/responses", new { answers = Answers });

        (await PutAsync(staff, survey, null, Correction("Corrected", ("all", 2)))).ShouldContain("428");
        var etag = await ETagAsync(staff, survey);
        (await PutAsync(staff, survey, etag, Correction("Corrected", ("all", 1)))).ShouldContain("urn:qlab:problem:quota-below-taken");
        (await PutAsync(staff, survey, etag, Correction("T", ("none", 1)))).ShouldContain("/quotas/0/name");
        (await PutAsync(staff, survey, etag, Correction("Corrected", ("all", 3)))).ShouldBe("204 ");
        (await PutAsync(staff, survey, etag, Correction("Corrected", ("all", 4)))).ShouldContain("412");

        var view = await ReadAsync(staff, survey);
        view["title"]!.GetValue<string>().ShouldBe("Corrected");
        view["amendable"]!.GetValue<bool>().ShouldBeTrue();
        view["quotas"]!.ToJsonString().ShouldBe("""[{"name":"all","limit":3,"taken":2}]""");
        await SurveysApp.CreatedAsync(staff, $"surveys/{survey}/responses", new { answers = Answers });
    }

    [Fact]
    public async Task Closes_by_itself_when_its_window_ends_and_says_so_once_however_many_replicas_look()
    {
        await using var replica = app.Replica();
        await using var another = await app.AnotherServiceAsync();
        var closed = await another.ListenAsync<SurveyClosed>();
        using var staff = app.Client(SurveysApp.AllScopes);
        var surveys = new List<Guid>();
        for (var i = 0; i < 5; i++) surveys.Add(
            await SurveysApp.CreatedAsync(staff, "surveys", await BodyAsync(staff, closesAt: DateTimeOffset.UtcNow.AddSeconds(2))));

        await Eventually.Equals(5, () => Task.FromResult(closed.Select(e => e.SurveyId).Intersect(surveys).Count()));
        await Eventually.Equals(0L, () => app.ScalarAsync<long>("SELECT count(*) FROM outbox"));
        closed.Count(e => surveys.Contains(e.SurveyId)).ShouldBe(5);
        foreach (var survey in surveys)
        {
            var view = await ReadAsync(staff, survey);
            view["state"]!.GetValue<string>().ShouldBe("closed");
            view["closeReason"]!.GetValue<string>().ShouldBe("The window has ended.");
            view["closedAt"]!.GetValue<DateTimeOffset>().ShouldBe(view["closesAt"]!.GetValue<DateTimeOffset>());
        }
        using var again = await staff.PostAsJsonAsync($"/api/surveys/v1/surveys/{surveys[0]}/close", new { reason = "Enough." });
        (await again.Content.ReadAsStringAsync()).ShouldContain("urn:qlab:problem:survey-closed");
        (await PutAsync(staff, surveys[0], await ETagAsync(staff, surveys[0]), Correction("Later", ("all", 1)))).ShouldContain("urn:qlab:problem:survey-closed");
    }

    [Fact]
    public async Task Closes_with_its_project()
    {
        var project = await app.KnownProjectAsync();
        var survey = await app.OpenSurveyAsync(projectId: project);
        await using var participants = await app.AnotherServiceAsync();
        var closed = await participants.ListenAsync<SurveyClosed>();

        await participants.PublishAsync(new ProjectClosed(project, 2, DateTimeOffset.UtcNow));

        await Eventually.Equals(1, () => Task.FromResult(closed.Count(e => e.SurveyId == survey)));
        using var staff = app.Client(SurveysApp.AllScopes);
        (await ReadAsync(staff, survey))["closeReason"]!.GetValue<string>().ShouldBe("The project has been closed.");
    }

    static DateTimeOffset In(int hours) => DateTimeOffset.UtcNow.AddHours(hours);

    async Task<object> BodyAsync(HttpClient staff, DateTimeOffset? opensAt = null, DateTimeOffset? closesAt = null, object[]? quotas = null) => new
    {
        questionnaireId = await SurveysApp.CreatedAsync(staff, "questionnaires", new
        {
            projectId = await app.KnownProjectAsync(), key = "window", title = "Window", questions = SurveysApp.Questions,
        }),
        title = "Window", mode = "anonymous", opensAt, closesAt, quotas = quotas ?? [],
    };

    static async Task<JsonNode> ReadAsync(HttpClient client, Guid survey) =>
        JsonNode.Parse(await client.GetStringAsync($"/api/surveys/v1/surveys/{survey}"))!;

    static object Correction(string title, (string Name, int Limit) quota, DateTimeOffset? closesAt = null) =>
        new { title, amendable = true, opensAt = (DateTimeOffset?)null, closesAt, quotas = new[] { new { name = quota.Name, limit = quota.Limit } } };

    static async Task<string> ETagAsync(HttpClient client, Guid survey)
    {
        using var read = await client.GetAsync($"/api/surveys/v1/surveys/{survey}");
        return read.Headers.ETag!.Tag;
    }

    static async Task<string> PutAsync(HttpClient client, Guid survey, string? etag, object body)
    {
        using var request =
            new HttpRequestMessage(HttpMethod.Put, $"/api/surveys/v1/surveys/{survey}") { Content = JsonContent.Create(body) };
        if (etag is not null) request.Headers.TryAddWithoutValidation("If-Match", etag);
        using var response = await client.SendAsync(request);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
    }
}
