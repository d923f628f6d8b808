using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Publications.Contracts;
using QLab.Testing;

namespace QLab.Publications.Tests;

public sealed class KeepingTheCodeBook(PublicationsApp app)
{
    [Fact]
    public async Task A_theme_is_added_announced_and_found_by_its_code()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        await using var another = await app.AnotherServiceAsync();
        var announced = await another.ListenAsync<ThemeAdded>();
        var project = await app.KnownProjectAsync();

        var theme = await PublicationsApp.CreatedAsync(staff, "themes", new
        {
            projectId = project, code = "P1.trust", label = "Trust", description = "They are taken at their word.",
        });

        await Eventually.Equals(1, () => Task.FromResult(announced.Count(e =>
            e.ThemeId == theme && e.Code == "P1.trust" && e.ProjectId == project && e.Description == "They are taken at their word.")));
        var found = (await PublicationsApp.ReadAsync(staff, $"themes?projectId={project}&code=P1.trust")).AsArray().ShouldHaveSingleItem()!;
        found["label"]!.GetValue<string>().ShouldBe("Trust");
        found["evidence"]!.GetValue<int>().ShouldBe(0);
        found["simulated"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_code_is_given_once_in_a_project_and_again_in_another()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        var project = await app.KnownProjectAsync();
        var theme = await app.ThemeAsync(staff, project, "T1");

        var problem = await PublicationsApp.RefusedAsync(
            staff, "themes", new { projectId = project, code = "T1", label = "Another" }, HttpStatusCode.Conflict);

        problem["type"]!.GetValue<string>().ShouldBe("urn:qlab:problem:already-exists");
        problem["existingId"]!.GetValue<Guid>().ShouldBe(theme);
        await app.ThemeAsync(staff, await app.KnownProjectAsync(), "T1");
    }

    [Fact]
    public async Task Of_two_who_add_the_same_code_at_once_one_is_refused()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        var body = new { projectId = await app.KnownProjectAsync(), code = "race", label = "Race" };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var response = await staff.PostAsJsonAsync("/api/publications/v1/themes", body);
            return response.StatusCode;
        }));
        answers.Count(s => s == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(s => s == HttpStatusCode.Conflict).ShouldBe(7);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM themes WHERE project_id = '{body.projectId}'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_theme_of_a_project_nobody_told_of_waits_for_the_news()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        var problem = await PublicationsApp.RefusedAsync(
            staff, "themes", new { projectId = Guid.NewGuid(), code = "T1", label = "Early" }, HttpStatusCode.Conflict);
        problem["type"]!.GetValue<string>().ShouldBe("urn:qlab:problem:project-not-known");
    }

    [Fact]
    public async Task Every_malformed_field_is_named_at_once()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        var problem = await PublicationsApp.RefusedAsync(staff, "themes",
            new { projectId = Guid.NewGuid(), code = "no spaces", label = "", description = new string('x', 4001) },
            HttpStatusCode.BadRequest);
        problem["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["/code", "/label", "/description"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_theme_is_worded_anew_by_whoever_has_read_it_last()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        var theme = await app.ThemeAsync(staff, await app.KnownProjectAsync(), "T1");
        using var read = await staff.GetAsync($"/api/publications/v1/themes/{theme}");
        var etag = read.Headers.ETag!.Tag;

        (await ReviseAsync(staff, theme, ifMatch: null, "Trust")).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        var revised = await ReviseAsync(staff, theme, etag, "Trust");
        revised.Status.ShouldBe(HttpStatusCode.OK, revised.Body);
        JsonNode.Parse(revised.Body)!["label"]!.GetValue<string>().ShouldBe("Trust");
        (await ReviseAsync(staff, theme, etag, "Too late")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await ReviseAsync(staff, theme, revised.ETag, "Trust and time")).Status.ShouldBe(HttpStatusCode.OK);
        (await ReviseAsync(staff, theme, revised.ETag, "Trust and time")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await app.ScalarAsync<string>($"SELECT label FROM themes WHERE id = '{theme}'")).ShouldBe("Trust and time");
    }

    static async Task<(HttpStatusCode Status, string? ETag, string Body)> ReviseAsync(
        HttpClient client, Guid theme, string? ifMatch, string label)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/publications/v1/themes/{theme}")
        {
            Content = JsonContent.Create(new { label, description = "Whom people turn to." }),
        };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await client.SendAsync(request);
        return (response.StatusCode, response.Headers.ETag?.Tag, await response.Content.ReadAsStringAsync());
    }
}
