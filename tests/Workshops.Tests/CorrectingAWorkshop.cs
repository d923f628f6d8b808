using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace QLab.Workshops.Tests;

public sealed class CorrectingAWorkshop(WorkshopsApp app)
{
    [Fact]
    public async Task Changes_what_was_read_and_gives_the_next_version()
    {
        var workshop = await app.ScheduledAsync(await app.KnownProjectAsync(), capacity: 20);
        var read = await ETagAsync(workshop);

        using var corrected = await PutAsync(workshop, WorkshopsApp.Details(30, title: "A better title"), read);

        corrected.StatusCode.ShouldBe(HttpStatusCode.OK, await corrected.Content.ReadAsStringAsync());
        var seen = JsonNode.Parse(await corrected.Content.ReadAsStringAsync())!;
        (seen["title"]!.GetValue<string>(), seen["capacity"]!.GetValue<int>(), seen["placesLeft"]!.GetValue<int>()).ShouldBe(("A better title", 30, 30));
        corrected.Headers.ETag!.Tag.ShouldBe(await ETagAsync(workshop));
        corrected.Headers.ETag.Tag.ShouldNotBe(read);
    }

    [Fact]
    public async Task Needs_the_version_that_was_read()
    {
        var workshop = await app.ScheduledAsync(await app.KnownProjectAsync());
        using var refused = await PutAsync(workshop, WorkshopsApp.Details(), null);
        await WorkshopsApp.ProblemAsync(refused, HttpStatusCode.PreconditionRequired, "precondition-needed");
    }

    [Fact]
    public async Task Is_refused_after_somebody_else_has_changed_it_even_to_the_same_words()
    {
        var workshop = await app.ScheduledAsync(await app.KnownProjectAsync());
        var read = await ETagAsync(workshop);
        using var first = await PutAsync(workshop, WorkshopsApp.Details(), read);
        first.StatusCode.ShouldBe(HttpStatusCode.OK);

        using var second = await PutAsync(workshop, WorkshopsApp.Details(), read);

        await WorkshopsApp.ProblemAsync(second, HttpStatusCode.PreconditionFailed, "changed-meanwhile");
    }

    [Fact]
    public async Task Is_not_disturbed_by_a_booking()
    {
        var project = await app.KnownProjectAsync();
        var workshop = await app.ScheduledAsync(project);
        var read = await ETagAsync(workshop);
        await BookAsync(workshop, (await app.JoinedAsync(project, 1))[0]);

        using var corrected = await PutAsync(workshop, WorkshopsApp.Details(), read);

        corrected.StatusCode.ShouldBe(HttpStatusCode.OK, await corrected.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Is_read_again_only_when_something_is_new_a_booking_too()
    {
        var project = await app.KnownProjectAsync();
        var workshop = await app.ScheduledAsync(project);
        using var anybody = app.Anonymous();
        anybody.DefaultRequestHeaders.Add("If-None-Match", await ETagAsync(workshop));

        using var same = await anybody.GetAsync($"/api/workshops/v1/workshops/{workshop}");
        same.StatusCode.ShouldBe(HttpStatusCode.NotModified, await same.Content.ReadAsStringAsync());
        same.Headers.CacheControl!.NoStore.ShouldBeTrue();

        await BookAsync(workshop, (await app.JoinedAsync(project, 1))[0]);
        using var fewer = await anybody.GetAsync($"/api/workshops/v1/workshops/{workshop}");
        fewer.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonNode.Parse(await fewer.Content.ReadAsStringAsync())!["placesLeft"]!.GetValue<int>().ShouldBe(19);
    }

    [Fact]
    public async Task To_fewer_places_than_are_booked_changes_nothing()
    {
        var project = await app.KnownProjectAsync();
        var workshop = await app.ScheduledAsync(project, capacity: 3);
        foreach (var participant in await app.JoinedAsync(project, 2)) await BookAsync(workshop, participant);
        var read = await ETagAsync(workshop);

        using var refused = await PutAsync(workshop, WorkshopsApp.Details(1, title: "Smaller"), read);
        await WorkshopsApp.ProblemAsync(refused, HttpStatusCode.Conflict, "capacity-below-booked");
        (await app.ScalarAsync<string>($"SELECT title FROM workshops WHERE id = '{workshop}'")).ShouldBe("From insights to action");

        using var corrected = await PutAsync(workshop, WorkshopsApp.Details(2), read);
        corrected.StatusCode.ShouldBe(HttpStatusCode.OK, await corrected.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task To_a_start_after_it_was_held_is_refused()
    {
        var workshop = await app.ScheduledAsync(await app.KnownProjectAsync());
        await app.HeldAsync(workshop);
        using var refused =
            await PutAsync(workshop, WorkshopsApp.Details(startsAt: DateTimeOffset.UtcNow.AddDays(1)), await ETagAsync(workshop));
        await WorkshopsApp.ProblemAsync(refused, HttpStatusCode.Conflict, "workshop-held");
    }

    async Task<string> ETagAsync(Guid workshop)
    {
        using var anybody = app.Anonymous();
        using var read = await anybody.GetAsync($"/api/workshops/v1/workshops/{workshop}");
        return read.Headers.ETag!.Tag;
    }

    async Task<HttpResponseMessage> PutAsync(Guid workshop, JsonObject details, string? etag)
    {
        using var staff = app.Client(WorkshopsApp.AllScopes);
        if (etag is not null) staff.DefaultRequestHeaders.Add("If-Match", etag);
        return await staff.PutAsJsonAsync($"/api/workshops/v1/workshops/{workshop}", details);
    }

    async Task BookAsync(Guid workshop, Guid participantId)
    {
        using var staff = app.Client(WorkshopsApp.AllScopes);
        await WorkshopsApp.CreatedAsync(staff, $"workshops/{workshop}/bookings", new { participantId });
    }
}
