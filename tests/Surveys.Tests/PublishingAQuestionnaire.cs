using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Participants.Contracts;
using QLab.Testing;

namespace QLab.Surveys.Tests;

public sealed class PublishingAQuestionnaire(SurveysApp app)
{
    [Fact]
    public async Task Counts_its_versions()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var body =
            new { projectId = await app.KnownProjectAsync(), key = "launch", title = "Launch survey", questions = SurveysApp.Questions };
        await SurveysApp.CreatedAsync(staff, "questionnaires", body);
        var second = await SurveysApp.CreatedAsync(staff, "questionnaires", body);
        JsonNode.Parse(await staff.GetStringAsync($"/api/surveys/v1/questionnaires/{second}"))!["version"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Names_every_fault_at_once()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        using var refused = await staff.PostAsJsonAsync("/api/surveys/v1/questionnaires", new
        {
            projectId = await app.KnownProjectAsync(), key = "faulty", title = "Faulty",
            questions = new object[]
            {
                new { id = "a", type = "likert", text = "One point?", options = new[] { new { value = "x", label = "X" } } },
                new { id = "a", type = "number", text = "Upside down", min = 5, max = 1 },
                new { id = "c", type = "longText", text = "With options", options = new[] { new { value = "x", label = "X" }, new { value = "y", label = "Y" } } },
            },
        });
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["errors"]!.AsObject().Select(e => e.Key)
            .ShouldBe(["/questions/0/options", "/questions/1/id", "/questions/1/min", "/questions/2/options"], ignoreOrder: true);
    }

    [Fact]
    public async Task Names_every_malformed_field_at_once()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        using var refused = await staff.PostAsJsonAsync("/api/surveys/v1/questionnaires", new
        {
            projectId = Guid.NewGuid(), key = "Not A Key", title = "", questions = new object[] { new { id = "A!", type = "number", text = "" } },
        });
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["errors"]!.AsObject().Select(e => e.Key)
            .ShouldBe(["/key", "/title", "/questions/0/id", "/questions/0/text"], ignoreOrder: true);
    }

    [Fact]
    public async Task Names_what_is_malformed_together_with_what_breaks_a_rule()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        using var refused = await staff.PostAsJsonAsync("/api/surveys/v1/questionnaires", new
        {
            projectId = Guid.NewGuid(), key = "Not A Key", title = "", languages = new[] { "english!" },
            questions = new object[] { new { id = "a", type = "number", text = "Upside down", min = 5, max = 1 }, new { id = "a", type = "yesNo", text = "" } },
        });
        var json = await refused.Content.ReadAsStringAsync();
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest, json);
        JsonNode.Parse(json)!["errors"]!.AsObject().Select(e => e.Key)
            .ShouldBe(
                ["/key", "/title", "/languages/0", "/questions/0/min", "/questions/1/id", "/questions/1/text"], ignoreOrder: true, json);
    }

    [Fact]
    public async Task With_an_id_that_was_used_says_that_it_exists()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var body = new { id = Guid.NewGuid(), projectId = await app.KnownProjectAsync(), key = "twice", title = "Twice", questions = SurveysApp.Questions };
        await SurveysApp.CreatedAsync(staff, "questionnaires", body);
        using var again = await staff.PostAsJsonAsync("/api/surveys/v1/questionnaires", body);
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var problem = JsonNode.Parse(await again.Content.ReadAsStringAsync())!;
        problem["type"]!.GetValue<string>().ShouldBe("urn:qlab:problem:already-exists");
        problem["existingId"]!.GetValue<Guid>().ShouldBe(body.id);
    }

    [Fact]
    public async Task For_a_project_nobody_told_of_says_when_to_try_again()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        using var refused = await staff.PostAsJsonAsync("/api/surveys/v1/questionnaires", new
        {
            projectId = Guid.NewGuid(), key = "early", title = "Early", questions = SurveysApp.Questions,
        });
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task For_a_project_whose_closing_came_before_its_opening_is_refused()
    {
        var project = Guid.NewGuid();
        await using var participants = await app.AnotherServiceAsync();
        await participants.PublishAsync(new ProjectClosed(project, 2, DateTimeOffset.UtcNow));
        await Eventually.Equals(true, () => app.ScalarAsync<bool>($"SELECT closed FROM projects WHERE id = '{project}'"));
        await participants.PublishAsync(
            new ProjectOpened(project, 1, $"p-{project}", "Closed", new(2018, 9, 1), new(2019, 10, 31), false, DateTimeOffset.UtcNow));
        await Eventually.Equals("Closed", () => app.ScalarAsync<string>($"SELECT title FROM projects WHERE id = '{project}'"));

        using var staff = app.Client(SurveysApp.AllScopes);
        using var refused = await staff.PostAsJsonAsync(
            "/api/surveys/v1/questionnaires", new { projectId = project, key = "late", title = "Late", questions = SurveysApp.Questions });
        (await refused.Content.ReadAsStringAsync()).ShouldContain("urn:qlab:problem:project-closed");
    }

    [Fact]
    public async Task Lists_in_pages_that_lead_on()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var project = await app.KnownProjectAsync();
        for (var i = 0; i < 5; i++)
            await SurveysApp.CreatedAsync(staff, "questionnaires", new
            {
                projectId = project, key = $"list-{i}", title = "Listed", questions = SurveysApp.Questions,
            });

        var keys = new List<string>();
        for (string? next = $"/api/surveys/v1/questionnaires?projectId={project}&limit=2"; next is not null;)
        {
            using var page = await staff.GetAsync(next);
            keys.AddRange(JsonNode.Parse(await page.Content.ReadAsStringAsync())!.AsArray().Select(q => q!["key"]!.GetValue<string>()));
            next = page.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null;
        }
        keys.ShouldBe(["list-0", "list-1", "list-2", "list-3", "list-4"]);

        using var tooMany = await staff.GetAsync("/api/surveys/v1/questionnaires?limit=1000");
        tooMany.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
