using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Security;
using QLab.Testing;
using QLab.Workshops.Contracts;
using static QLab.Workshops.Tests.ArrangedGatherings;

namespace QLab.Workshops.Tests;

public sealed class ArrangingAGathering(WorkshopsApp app)
{
    const string Link = "https://meet.example.org/quiet-nights", Instructions = "Ring the bell twice.";

    [Fact]
    public async Task Shows_everybody_what_they_decide_by_and_the_Lab_alone_how_to_join()
    {
        var person = Guid.NewGuid();
        var workshop = await app.ScheduledAsync(await app.KnownProjectAsync(), "hybrid");
        using var staff = app.Client(WorkshopsApp.AllScopes);
        using var anybody = app.Anonymous();
        (await ArrangeAsync(staff, workshop, a =>
        {
            (a["series"], a["onlineCapacity"], a["agreement"]) = ("From insights to action", 30, "What is said here stays here.");
            (a["joiningLink"], a["joiningInstructions"], a["facilitatorIds"]) = (Link, Instructions, new JsonArray(person));
            (a["accessFeatures"], a["accessNotes"]) = (new JsonArray("stepFree", "hearingLoop"), "By the lift.");
            a["accessNeeds"] = new JsonArray("hearing");
        })).StatusCode.ShouldBe(HttpStatusCode.OK);

        var seen = JsonNode.Parse(await anybody.GetStringAsync(Address(workshop)))!;
        (seen["capacity"]!.GetValue<int>(), seen["placesLeft"]!.GetValue<int>()).ShouldBe((20, 20));
        seen["roomPlaces"]!["left"]!.GetValue<int>().ShouldBe(20);
        seen["onlinePlaces"]!["capacity"]!.GetValue<int>().ShouldBe(30);
        seen["agreement"]!.GetValue<string>().ShouldBe("What is said here stays here.");
        seen["accessFeatures"]!.AsArray().Select(f => f!.GetValue<string>()).ShouldBe(["stepFree", "hearingLoop"]);
        foreach (var secret in new[] { Link, Instructions, person.ToString(), "accessNeeds" }) seen.ToJsonString().ShouldNotContain(secret);

        var arranged = await ReadAsync(staff, workshop);
        (arranged["joiningLink"]!.GetValue<string>(), arranged["onlineCapacity"]!.GetValue<int>()).ShouldBe((Link, 30));
        arranged["facilitatorIds"]!.AsArray().ShouldHaveSingleItem()!.GetValue<Guid>().ShouldBe(person);
        foreach (var (other, status) in new[]
        {
            (app.Anonymous(), HttpStatusCode.Unauthorized), (app.SignedIn(Guid.NewGuid(), Roles.Participant), HttpStatusCode.Forbidden),
            (app.Client(WorkshopsApp.AllScopes, Guid.NewGuid()), HttpStatusCode.Forbidden),
        })
        {
            (await other.GetAsync(Address(workshop, "/arrangements"))).StatusCode.ShouldBe(status);
            other.Dispose();
        }
    }

    [Fact]
    public async Task Names_all_that_does_not_go_together()
    {
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var body = Body(await app.KnownProjectAsync(), "inPerson");
        body["arrangements"] = new JsonObject
        {
            ["kind"] = "webinar", ["atEvent"] = "A conference", ["onlineCapacity"] = 3, ["joiningLink"] = "javascript:alert(1)",
        };
        using var refused = await staff.PostAsJsonAsync("/api/workshops/v1/workshops", body);
        (await WorkshopsApp.FaultsAsync(refused)).ShouldBe(
            ["/arrangements/kind", "/arrangements/atEvent", "/arrangements/onlineCapacity", "/arrangements/joiningLink"],
            ignoreOrder: true);
    }

    [Fact]
    public async Task Of_another_kind_is_done_while_nobody_was_told_of_it()
    {
        var project = await app.KnownProjectAsync();
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var (draft, announced) = (await app.ScheduledAsync(project, "inPerson", draft: true), await app.ScheduledAsync(project, "inPerson"));
        (await ArrangeAsync(staff, draft, a => a["kind"] = "focusGroup")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await WorkshopsApp.ProblemAsync(
            await ArrangeAsync(staff, announced, a => a["kind"] = "focusGroup"), HttpStatusCode.Conflict, "kind-announced");
        (await ListedAsync(staff, $"projectId={project}&kind=focusGroup")).ShouldBe([draft]);
    }

    [Fact]
    public async Task Takes_the_link_away_when_nobody_joins_by_it_and_no_webinar_into_a_room()
    {
        var project = await app.KnownProjectAsync();
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var (hybrid, webinar) = (await app.ScheduledAsync(project, "hybrid"), await app.ScheduledAsync(project, "hybrid", draft: true));
        (await ArrangeAsync(staff, hybrid, a => a["joiningLink"] = Link)).EnsureSuccessStatusCode();
        (await ArrangeAsync(staff, webinar, a => a["kind"] = "webinar")).EnsureSuccessStatusCode();

        (await CorrectAsync(staff, hybrid, "inPerson")).EnsureSuccessStatusCode();
        (await ReadAsync(staff, hybrid))["joiningLink"].ShouldBeNull();
        using var refused = await CorrectAsync(staff, webinar, "inPerson");
        (await WorkshopsApp.FaultsAsync(refused)).ShouldBe(["/format"]);
    }

    [Fact]
    public async Task Keeps_everybodys_place_when_all_meet_in_another_way()
    {
        var project = await app.KnownProjectAsync();
        var (workshop, person) = (await app.ScheduledAsync(project, "inPerson"), (await app.JoinedAsync(project, 1))[0]);
        using var staff = app.Client(WorkshopsApp.AllScopes);
        await WorkshopsApp.CreatedAsync(staff, $"workshops/{workshop}/bookings", new { participantId = person });

        (await CorrectAsync(staff, workshop, "online")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var seen = JsonNode.Parse(await staff.GetStringAsync(Address(workshop)))!;
        (seen["roomPlaces"], seen["onlinePlaces"]!["left"]!.GetValue<int>()).ShouldBe((null, 19));
        (await app.ScalarAsync<string>($"SELECT attendance FROM bookings WHERE workshop_id = '{workshop}'")).ShouldBe("Online");

        (await CorrectAsync(staff, workshop, "hybrid")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var refused = await CorrectAsync(staff, workshop, "inPerson");
        await WorkshopsApp.ProblemAsync(refused, HttpStatusCode.Conflict, "capacity-below-booked");
    }

    [Fact]
    public async Task Has_those_who_are_booked_told_when_they_have_to_change_their_diaries()
    {
        await using var another = await app.AnotherServiceAsync();
        var notices = await another.ListenAsync<NotificationRequested>();
        var project = await app.KnownProjectAsync();
        var (workshop, people) = (await app.ScheduledAsync(project, "inPerson"), await app.JoinedAsync(project, 2));
        using var staff = app.Client(WorkshopsApp.AllScopes);
        foreach (var person in people)
            await WorkshopsApp.CreatedAsync(staff, $"workshops/{workshop}/bookings", new { participantId = person });

        (await CorrectAsync(staff, workshop, "inPerson", title: "Better words")).EnsureSuccessStatusCode();
        (await CorrectAsync(staff, workshop, "hybrid", venue: "The new hall")).EnsureSuccessStatusCode();

        await Eventually.Equals(2, () => Task.FromResult(notices.Count(n => n.ProjectId == project && n.Template == "workshop-changed")));
        notices.Where(n => n.ProjectId == project && n.Template == "workshop-changed")
            .Select(n => n.ParticipantId)
            .ShouldBe(people, ignoreOrder: true);
        var notice = notices.First(n => n.ProjectId == project && n.Template == "workshop-changed");
        (notice.Template, notice.Values["place"], notice.Values["hours"], notice.Values["online"])
            .ShouldBe(("workshop-changed", "The new hall, London", "10:00–14:00", "yes"));
        Was(notice).ShouldBe(["wasPlace: London", "wasFormat: inPerson"]);

        (await ArrangeAsync(staff, workshop, a => a["series"] = "Autumn")).EnsureSuccessStatusCode();
        (await ArrangeAsync(staff, workshop, a => a["joiningLink"] = Link)).EnsureSuccessStatusCode();
        await Eventually.Equals(4, () => Task.FromResult(notices.Count(n => n.ProjectId == project && n.Template == "workshop-changed")));
        notices.Where(n => n.ProjectId == project && n.Template == "workshop-changed")
            .Select(n => n.NotificationId)
            .Distinct()
            .Count()
            .ShouldBe(4);
        notices.ShouldNotContain(n => n.Values.Values.Contains(Link));
        Was(notices.Last(n => n.ProjectId == project && n.Template == "workshop-changed")).ShouldBe(["joining: changed"]);

        (await CorrectAsync(staff, workshop, "hybrid", venue: "The new hall", startsAt: ToCome.AddHours(1))).EnsureSuccessStatusCode();
        await Eventually.Equals(6, () => Task.FromResult(notices.Count(n => n.ProjectId == project && n.Template == "workshop-changed")));
        Was(notices.Last(n => n.ProjectId == project && n.Template == "workshop-changed"))
            .ShouldBe([$"wasDay: {ToCome:yyyy-MM-dd}", "wasHours: 10:00–14:00"]);

        static IEnumerable<string> Was(NotificationRequested notice) => notice.Values
            .Where(v => v.Key.StartsWith("was", StringComparison.Ordinal) || v.Key == "joining").Select(v => $"{v.Key}: {v.Value}");
    }

    [Fact]
    public async Task Forgets_who_led_it_with_them()
    {
        var person = Guid.NewGuid();
        var workshop = await app.ScheduledAsync(await app.KnownProjectAsync(), "inPerson");
        using var staff = app.Client(WorkshopsApp.AllScopes);
        (await ArrangeAsync(staff, workshop, a => a["facilitatorIds"] = new JsonArray(person, Guid.NewGuid()))).EnsureSuccessStatusCode();
        (await ArrangeAsync(staff, workshop, a => a["facilitatorIds"] = new JsonArray(person))).EnsureSuccessStatusCode();
        (await ReadAsync(staff, workshop))["facilitatorIds"]!.AsArray().ShouldHaveSingleItem()!.GetValue<Guid>().ShouldBe(person);
        (await app.ExportAsync(person))["facilitating"]!.AsArray().ShouldHaveSingleItem()!["workshopId"]!.GetValue<Guid>()
            .ShouldBe(workshop);
        await app.EraseAsync(person);
        (await app.Database.TracesAsync(person.ToString())).ShouldBeEmpty();
    }

    [Fact]
    public async Task Is_answered_for_where_a_reason_is_given_and_says_what_was_arranged_before()
    {
        var workshop = await app.ScheduledAsync(await app.KnownProjectAsync(), "hybrid");
        var person = Guid.NewGuid();
        using var staff = app.Client(WorkshopsApp.AllScopes);
        (await ArrangeAsync(staff, workshop, a =>
        {
            (a["joiningLink"], a["joiningInstructions"], a["facilitatorIds"]) = (Link, Instructions, new JsonArray(person));
        })).EnsureSuccessStatusCode();

        using var arranged = await ArrangeAsync(staff, workshop, a =>
            (a["joiningInstructions"], a["facilitatorIds"], a["reason"]) = (null, new JsonArray(), "The bell is broken."));
        JsonNode.Parse(await arranged.Content.ReadAsStringAsync())!["reason"].ShouldBeNull();

        var change = JsonNode.Parse(await staff.GetStringAsync(Address(workshop, "/changes")))!.AsArray().ShouldHaveSingleItem()!;
        (change["action"]!.GetValue<string>(), change["reason"]!.GetValue<string>()).ShouldBe(("arranged", "The bell is broken."));
        change["before"]!["joiningInstructions"]!.GetValue<string>().ShouldBe(Instructions);
        foreach (var secret in new[] { Link, person.ToString() }) change.ToJsonString().ShouldNotContain(secret);
        (await WorkshopsApp.FaultsAsync(await ArrangeAsync(staff, workshop, a => a["reason"] = "a"))).ShouldBe(["/reason"]);
        (await WorkshopsApp.FaultsAsync(await ArrangeAsync(staff, workshop, a => a.Remove("reason")))).ShouldBe(["/reason"]);
    }

    static async Task<HttpResponseMessage> CorrectAsync(
        HttpClient staff, Guid workshop, string format, string? venue = null, string title = "From insights to action",
        DateTimeOffset? startsAt = null)
    {
        var details = WorkshopsApp.Details(startsAt: startsAt ?? ToCome, title: title);
        (details["format"], details["venue"], details["city"]) = (format, venue, format == "online" ? null : "London");
        using var request = new HttpRequestMessage(HttpMethod.Put, Address(workshop)) { Content = JsonContent.Create(details) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        return await staff.SendAsync(request);
    }

    static async Task<IEnumerable<Guid>> ListedAsync(HttpClient client, string query) =>
        JsonNode.Parse(await client.GetStringAsync($"/api/workshops/v1/workshops?{query}"))!.AsArray()
            .Select(w => w!["id"]!.GetValue<Guid>());
}
