using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Testing;
using QLab.Workshops.Contracts;

namespace QLab.Workshops.Tests;

public sealed class PublishingAGathering(WorkshopsApp app)
{
    const string Workshops = "/api/workshops/v1/workshops";

    [Fact]
    public async Task Shows_it_to_everybody_and_tells_of_it_once()
    {
        await using var another = await app.AnotherServiceAsync();
        var announced = await another.ListenAsync<WorkshopScheduled>();
        var project = await app.KnownProjectAsync();
        var (draft, person) = (await DraftAsync(project, "focusGroup"), (await app.JoinedAsync(project, 1))[0]);
        using var staff = app.Client(WorkshopsApp.AllScopes);
        using var anybody = app.Anonymous();
        using var partner = await app.PartnerAsync(project, WorkshopsApp.AllScopes);

        foreach (var other in new[] { anybody, partner })
        {
            await WorkshopsApp.ProblemAsync(await other.GetAsync($"{Workshops}/{draft}"), HttpStatusCode.NotFound, "workshop-not-found");
            JsonNode.Parse(await other.GetStringAsync($"{Workshops}?projectId={project}"))!.AsArray().ShouldBeEmpty();
        }
        (JsonNode.Parse(await staff.GetStringAsync($"{Workshops}?projectId={project}&draft=true")))!.AsArray()
            .ShouldHaveSingleItem()!["kind"]!.GetValue<string>().ShouldBe("focusGroup");
        foreach (var early in new[]
        {
            await staff.PostAsJsonAsync($"{Workshops}/{draft}/bookings", new { participantId = person }),
            await staff.PostAsJsonAsync($"{Workshops}/{draft}/held", new { attended = 9 }),
        })
            await WorkshopsApp.ProblemAsync(early, HttpStatusCode.Conflict, "workshop-not-published");

        using var warned = await staff.PostAsync($"{Workshops}/{draft}/publish", null);
        (await WorkshopsApp.ProblemAsync(warned, HttpStatusCode.Conflict, "agenda-has-warnings"))["warnings"]!.AsArray()
            .ShouldHaveSingleItem()!["concern"]!.GetValue<string>().ShouldBe("longWithoutBreak");
        using var published = await staff.PostAsJsonAsync($"{Workshops}/{draft}/publish", new { despiteWarnings = true });
        published.StatusCode.ShouldBe(HttpStatusCode.OK, await published.Content.ReadAsStringAsync());
        using var again = await staff.PostAsync($"{Workshops}/{draft}/publish", null);
        await WorkshopsApp.ProblemAsync(again, HttpStatusCode.Conflict, "workshop-published");

        (await anybody.GetAsync($"{Workshops}/{draft}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await WorkshopsApp.CreatedAsync(staff, $"workshops/{draft}/bookings", new { participantId = person });
        await Eventually.Equals(1, () => Task.FromResult(announced.Count(e => e.WorkshopId == draft)));
        announced.Single(e => e.WorkshopId == draft).Kind.ShouldBe("focusGroup");
    }

    [Fact]
    public async Task That_was_cancelled_as_a_draft_is_refused_and_nobody_hears_of_either()
    {
        await using var another = await app.AnotherServiceAsync();
        var cancelled = await another.ListenAsync<WorkshopCancelled>();
        var project = await app.KnownProjectAsync();
        var (draft, open) = (await DraftAsync(project), await app.ScheduledAsync(project));
        using var staff = app.Client(WorkshopsApp.AllScopes);
        foreach (var workshop in new[] { draft, open })
            (await staff.PostAsJsonAsync($"{Workshops}/{workshop}/cancel", new { reason = "Nobody has time." })).EnsureSuccessStatusCode();
        using var published = await staff.PostAsync($"{Workshops}/{draft}/publish", null);
        await WorkshopsApp.ProblemAsync(published, HttpStatusCode.Conflict, "workshop-cancelled");
        await Eventually.Equals(1, () => Task.FromResult(cancelled.Count(e => e.WorkshopId == open)));
        cancelled.ShouldNotContain(e => e.WorkshopId == draft);
    }

    [Fact]
    public async Task And_saying_nothing_of_it_afterwards_puts_it_on_a_list()
    {
        var project = await app.KnownProjectAsync();
        var (forgotten, held) = (await app.ScheduledAsync(project), await app.ScheduledAsync(project));
        var cancelled = await app.ScheduledAsync(project);
        await app.ScheduledAsync(project, startsAt: DateTimeOffset.UtcNow.AddDays(3));
        await app.HeldAsync(held);
        using var staff = app.Client(WorkshopsApp.AllScopes);
        (await staff.PostAsJsonAsync($"{Workshops}/{cancelled}/cancel", new { reason = "Snow." })).EnsureSuccessStatusCode();
        JsonNode.Parse(await staff.GetStringAsync($"{Workshops}?projectId={project}&overdue=true"))!.AsArray()
            .Select(w => w!["id"]!.GetValue<Guid>()).ShouldBe([forgotten]);
    }

    async Task<Guid> DraftAsync(Guid project, string kind = "workshop")
    {
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var body = WorkshopsApp.Details();
        (body["projectId"], body["draft"], body["arrangements"]) = (project, true, new JsonObject { ["kind"] = kind });
        return await WorkshopsApp.CreatedAsync(staff, "workshops", body);
    }
}
