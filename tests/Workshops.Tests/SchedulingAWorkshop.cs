using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Testing;
using QLab.Workshops.Contracts;

namespace QLab.Workshops.Tests;

public sealed class SchedulingAWorkshop(WorkshopsApp app)
{
    const string Workshops = "/api/workshops/v1/workshops";

    [Fact]
    public async Task Is_announced_once_and_open_to_everybody()
    {
        var project = await app.KnownProjectAsync();
        await using var another = await app.AnotherServiceAsync();
        var announced = await another.ListenAsync<WorkshopScheduled>();

        var workshop = await app.ScheduledAsync(project, capacity: 20);

        await Eventually.Equals(1, () => Task.FromResult(announced.Count(e => e.WorkshopId == workshop)));
        var said = announced.Single(e => e.WorkshopId == workshop);
        (said.ProjectId, said.Version, said.Title, said.StartsAt).ShouldBe((project, 1, "From insights to action", WorkshopsApp.LongAgo));

        using var anybody = app.Anonymous();
        var seen = JsonNode.Parse(await anybody.GetStringAsync($"{Workshops}/{workshop}"))!;
        seen["placesLeft"]!.GetValue<int>().ShouldBe(20);
        seen["simulated"]!.GetValue<bool>().ShouldBeTrue();
        seen["agenda"]!.AsArray().Select(s => s!["title"]!.GetValue<string>()).ShouldBe(["Welcome", "Sharing the learning"]);
        seen["agenda"]![1]!["takeaways"]![0]!.GetValue<string>().ShouldBe("Small changes matter.");
    }

    [Fact]
    public async Task Names_every_malformed_field_at_once()
    {
        var body = WorkshopsApp.Details();
        (body["title"], body["capacity"], body["city"]) = (" ", 0, new string('x', 101));
        body["agenda"]![0]!["title"] = "";
        body["agenda"]![1]!["minutes"] = 0;
        (await FaultsOfAsync(body)).ShouldBe(["/title", "/capacity", "/city", "/agenda/0/title", "/agenda/1/minutes"], ignoreOrder: true);
    }

    [Fact]
    public async Task Names_every_broken_rule_at_once()
    {
        var body = WorkshopsApp.Details();
        body.Remove("city");
        body["endsAt"] = WorkshopsApp.LongAgo.AddMinutes(60);
        body["agenda"]![1]!["takeaways"] = new JsonArray("fine", "");
        (await FaultsOfAsync(body)).ShouldBe(["/city", "/agenda", "/agenda/1/takeaways/1"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("agenda")]
    [InlineData("takeaways")]
    public async Task Refuses_a_null_in_a_list(string list)
    {
        var body = WorkshopsApp.Details();
        if (list == "agenda") body["agenda"] = new JsonArray([null]);
        else body["agenda"]![0]!["takeaways"] = new JsonArray([null]);
        (await FaultsOfAsync(body)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task With_an_id_that_was_used_says_that_it_exists()
    {
        var body = WorkshopsApp.Details();
        (body["id"], body["projectId"]) = (Guid.NewGuid(), await app.KnownProjectAsync());
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var workshop = await WorkshopsApp.CreatedAsync(staff, "workshops", body);

        using var again = await staff.PostAsJsonAsync(Workshops, body);

        var problem = await WorkshopsApp.ProblemAsync(again, HttpStatusCode.Conflict, "already-exists");
        problem["existingId"]!.GetValue<Guid>().ShouldBe(workshop);
    }

    [Fact]
    public async Task For_a_project_nobody_told_of_says_when_to_try_again()
    {
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var body = WorkshopsApp.Details();
        body["projectId"] = Guid.NewGuid();
        using var refused = await staff.PostAsJsonAsync(Workshops, body);
        await WorkshopsApp.ProblemAsync(refused, HttpStatusCode.Conflict, "project-not-known");
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task For_a_closed_project_is_refused()
    {
        var project = await app.KnownProjectAsync();
        await app.CloseAsync(project);
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var body = WorkshopsApp.Details();
        body["projectId"] = project;
        using var refused = await staff.PostAsJsonAsync(Workshops, body);
        await WorkshopsApp.ProblemAsync(refused, HttpStatusCode.Conflict, "project-closed");
    }

    [Fact]
    public async Task Lists_a_projects_workshops_in_pages_that_lead_on()
    {
        var project = await app.KnownProjectAsync();
        var scheduled = new List<Guid>();
        for (var i = 0; i < 5; i++) scheduled.Add(await app.ScheduledAsync(project));
        await app.HeldAsync(scheduled[1]);
        using var anybody = app.Anonymous();

        var listed = new List<Guid>();
        for (string? next = $"{Workshops}?projectId={project}&limit=2"; next is not null;)
        {
            using var page = await anybody.GetAsync(next);
            listed.AddRange(JsonNode.Parse(await page.Content.ReadAsStringAsync())!.AsArray().Select(w => w!["id"]!.GetValue<Guid>()));
            next = page.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null;
        }
        listed.ShouldBe(scheduled);

        var held = JsonNode.Parse(await anybody.GetStringAsync($"{Workshops}?projectId={project}&held=true"))!.AsArray();
        held.Select(w => w!["id"]!.GetValue<Guid>()).ShouldBe([scheduled[1]]);
    }

    async Task<IEnumerable<string>> FaultsOfAsync(JsonObject body)
    {
        body["projectId"] = Guid.NewGuid();
        using var staff = app.Client(WorkshopsApp.AllScopes);
        using var refused = await staff.PostAsJsonAsync(Workshops, body);
        return await WorkshopsApp.FaultsAsync(refused);
    }
}
