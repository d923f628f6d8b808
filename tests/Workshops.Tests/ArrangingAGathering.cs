using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Security;
using QLab.Testing;
using QLab.TestTeams.Contracts;
using QLab.Workshops.Contracts;

namespace QLab.Workshops.Tests;

public sealed class ArrangingAGathering(WorkshopsApp app)
{
    const string Link = "https://meet.example.org/quiet-nights", Instructions = "Ring the bell twice.";
    static readonly DateTimeOffset ToCome = new DateTimeOffset(DateTimeOffset.UtcNow.Year + 1, 7, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Shows_everybody_what_they_decide_by_and_the_Lab_alone_how_to_join()
    {
        var person = Guid.NewGuid();
        var workshop = await ScheduledAsync(await app.KnownProjectAsync(), "hybrid");
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
        var (draft, announced) = (await ScheduledAsync(project, "inPerson", draft: true), await ScheduledAsync(project, "inPerson"));
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
        var (hybrid, webinar) = (await ScheduledAsync(project, "hybrid"), await ScheduledAsync(project, "hybrid", draft: true));
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
        var (workshop, person) = (await ScheduledAsync(project, "inPerson"), (await app.JoinedAsync(project, 1))[0]);
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
        var (workshop, people) = (await ScheduledAsync(project, "inPerson"), await app.JoinedAsync(project, 2));
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
        var workshop = await ScheduledAsync(await app.KnownProjectAsync(), "inPerson");
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
        var workshop = await ScheduledAsync(await app.KnownProjectAsync(), "hybrid");
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

    [Fact]
    public async Task Says_which_teams_present_by_the_names_that_they_have_now()
    {
        var project = await app.KnownProjectAsync();
        var (team, other) = (Guid.NewGuid(), Guid.NewGuid());
        await FormedAsync(project, (team, "Team Powys"), (other, "Team Keele"));
        using var staff = app.Client(WorkshopsApp.AllScopes);
        using var anybody = app.Anonymous();
        var body = Body(project, "inPerson");
        body["arrangements"] = new JsonObject { ["presentingTeamIds"] = new JsonArray(team) };
        var workshop = await WorkshopsApp.CreatedAsync(staff, "workshops", body);

        (await ArrangeAsync(staff, workshop, a => a["presentingTeamIds"] = new JsonArray(other, team))).EnsureSuccessStatusCode();
        await using var testTeams = await app.AnotherServiceAsync();
        var (corrected, formed) = (DateTimeOffset.UtcNow.AddMinutes(1), DateTimeOffset.UtcNow);
        await app.HandledAsync(await testTeams.PublishAsync(new TeamCorrected(team, project, "Team Gwent", [Guid.NewGuid()], corrected)));
        await app.HandledAsync(await testTeams.PublishAsync(new TeamFormed(team, project, "Team Powys", [Guid.NewGuid()], formed)));

        var seen = JsonNode.Parse(await anybody.GetStringAsync(Address(workshop)))!;
        seen["presentingTeamIds"]!.AsArray().Select(id => id!.GetValue<Guid>()).ShouldBe([other, team]);
        seen["presentingTeams"]!.AsArray().Select(t => (t!["id"]!.GetValue<Guid>(), t["name"]!.GetValue<string>()))
            .ShouldBe([(other, "Team Keele"), (team, "Team Gwent")]);
    }

    [Fact]
    public async Task Hears_of_teams_that_were_formed_before_it_listened_and_writes_only_what_is_news()
    {
        var project = await app.KnownProjectAsync();
        var (known, renamed, missed) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await FormedAsync(project, (known, "Team Powys"), (renamed, "Team Keel"));
        var before = await RowAsync(known);

        await using var testTeams = await app.AnotherServiceAsync();
        AnnouncedTeam[] teams = [new(known, "Team Powys", []), new(renamed, "Team Keele", []), new(missed, "Team Leeds", [])];
        await app.HandledAsync(await testTeams.PublishAsync(new TeamsAnnounced(project, teams, DateTimeOffset.UtcNow.AddMinutes(2))));

        (await RowAsync(known)).ShouldBe(before);
        (await app.ScalarAsync<string[]>($"SELECT array_agg(name ORDER BY name) FROM teams WHERE project_id = '{project}'"))
            .ShouldBe(["Team Keele", "Team Leeds", "Team Powys"]);

        Task<string?> RowAsync(Guid team) => app.ScalarAsync<string>($"SELECT xmin::text FROM teams WHERE id = '{team}'");
    }

    [Fact]
    public async Task Takes_no_team_that_is_unknown_or_of_another_project_and_keeps_those_of_before()
    {
        var (project, elsewhere) = (await app.KnownProjectAsync(), await app.KnownProjectAsync());
        var (unknown, stranger, before) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await FormedAsync(elsewhere, (stranger, "Team Elsewhere"));
        var workshop = await ScheduledAsync(project, "inPerson");
        using var staff = app.Client(WorkshopsApp.AllScopes);

        using var refused = await ArrangeAsync(staff, workshop, a => a["presentingTeamIds"] = new JsonArray(stranger, unknown));
        var problem = await WorkshopsApp.ProblemAsync(refused, HttpStatusCode.Conflict, "team-not-known");
        problem["teamIds"]!.AsArray().ShouldHaveSingleItem()!.GetValue<Guid>().ShouldBe(unknown);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        await WorkshopsApp.ProblemAsync(
            await ArrangeAsync(staff, workshop, a => a["presentingTeamIds"] = new JsonArray(stranger)),
            HttpStatusCode.Conflict, "team-of-another-project");
        var body = Body(project, "inPerson");
        body["arrangements"] = new JsonObject { ["presentingTeamIds"] = new JsonArray(unknown) };
        using var unscheduled = await staff.PostAsJsonAsync("/api/workshops/v1/workshops", body);
        await WorkshopsApp.ProblemAsync(unscheduled, HttpStatusCode.Conflict, "team-not-known");

        await app.ScalarAsync<int>($"UPDATE workshops SET presenting_team_ids = ARRAY['{before}'::uuid] WHERE id = '{workshop}'");
        (await ArrangeAsync(staff, workshop, a => a["series"] = "Autumn")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    async Task FormedAsync(Guid project, params (Guid Id, string Name)[] teams)
    {
        await using var testTeams = await app.AnotherServiceAsync();
        foreach (var (id, name) in teams)
            await app.HandledAsync(
                await testTeams.PublishAsync(new TeamFormed(id, project, name, [Guid.NewGuid()], DateTimeOffset.UtcNow)));
    }

    static string Address(Guid workshop, string path = "") => $"/api/workshops/v1/workshops/{workshop}{path}";

    static JsonObject Body(Guid project, string format)
    {
        var body = WorkshopsApp.Details(startsAt: ToCome);
        (body["projectId"], body["format"]) = (project, format);
        return body;
    }

    async Task<Guid> ScheduledAsync(Guid project, string format, bool draft = false)
    {
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var body = Body(project, format);
        body["draft"] = draft;
        return await WorkshopsApp.CreatedAsync(staff, "workshops", body);
    }

    static async Task<JsonNode> ReadAsync(HttpClient staff, Guid workshop) =>
        JsonNode.Parse(await staff.GetStringAsync(Address(workshop, "/arrangements")))!;

    static async Task<HttpResponseMessage> ArrangeAsync(HttpClient staff, Guid workshop, Action<JsonObject> change)
    {
        var arrangements = (await ReadAsync(staff, workshop)).AsObject();
        change(arrangements);
        using var request = new HttpRequestMessage(HttpMethod.Put, Address(workshop, "/arrangements"))
        {
            Content = JsonContent.Create(arrangements),
        };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        return await staff.SendAsync(request);
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
