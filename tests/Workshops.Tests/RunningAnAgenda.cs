using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Workshops.Agenda;

namespace QLab.Workshops.Tests;

public sealed class RunningAnAgenda(WorkshopsApp app)
{
    static readonly DateTimeOffset Noon = new(2019, 9, 11, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Is_the_same_on_two_devices_that_press_at_one_moment()
    {
        var workshop = await app.ScheduledAsync(await app.KnownProjectAsync());
        using var one = app.Client(WorkshopsApp.AllScopes);
        using var other = app.Client(WorkshopsApp.AllScopes);
        await WorkshopsApp.ProblemAsync(await one.GetAsync(Run(workshop)), HttpStatusCode.Conflict, "agenda-not-running");

        var began = (await PostedAsync(one, workshop, "start"))["beganAt"]!.ToString();
        (await PostedAsync(other, workshop, "start"))["beganAt"]!.ToString().ShouldBe(began);
        await Task.WhenAll(new[] { one, other }.Select(device => PostedAsync(device, workshop, "go", new { from = 0, to = 1 })));
        await PostedAsync(one, workshop, "extend", new { position = 1, extraMinutes = 15 });
        await PostedAsync(one, workshop, "extend", new { position = 1, extraMinutes = 15 });

        var seen = JsonNode.Parse(await other.GetStringAsync(Run(workshop)))!;
        (seen["position"]!.GetValue<int>(), seen["current"]!["title"]!.GetValue<string>()).ShouldBe((1, "Sharing the learning"));
        (seen["current"]!["extraMinutes"]!.GetValue<int>(), seen["current"]!["minutesLeft"]!.GetValue<int>()).ShouldBe((15, 105));

        using var behind = await other.PostAsJsonAsync($"{Run(workshop)}/go", new { from = 0, to = 2 });
        (await WorkshopsApp.ProblemAsync(behind, HttpStatusCode.Conflict, "agenda-moved-on"))["position"]!.GetValue<int>().ShouldBe(1);
        using var past = await other.PostAsJsonAsync($"{Run(workshop)}/go", new { from = 1, to = 3 });
        await WorkshopsApp.ProblemAsync(past, HttpStatusCode.Conflict, "no-such-session");
        (await PostedAsync(one, workshop, "go", new { from = 1, to = 2 }))["current"].ShouldBeNull();
    }

    [Fact]
    public async Task Goes_on_where_it_was_in_a_process_that_has_just_started()
    {
        var workshop = await app.ScheduledAsync(await app.KnownProjectAsync());
        using var before = app.Client(WorkshopsApp.AllScopes);
        await PostedAsync(before, workshop, "start");
        var left = await PostedAsync(before, workshop, "extend", new { position = 0, extraMinutes = 7 });

        await using var restarted = app.Replica();
        using var after = restarted.CreateClient();
        after.DefaultRequestHeaders.Authorization = before.DefaultRequestHeaders.Authorization;

        var found = JsonNode.Parse(await after.GetStringAsync(Run(workshop)))!;
        found["current"]!["endsAt"]!.ToString().ShouldBe(left["current"]!["endsAt"]!.ToString());
        (await PostedAsync(after, workshop, "go", new { from = 0, to = 1 }))["position"]!.GetValue<int>().ShouldBe(1);
        (await PostedAsync(before, workshop, "go", new { from = 0, to = 1 }))["position"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Of_a_draft_or_without_sessions_is_refused()
    {
        var project = await app.KnownProjectAsync();
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var (draft, bare) = (WorkshopsApp.Details(), WorkshopsApp.Details());
        (draft["projectId"], draft["draft"], bare["projectId"], bare["agenda"]) = (project, true, project, new JsonArray());
        foreach (var (body, problem) in new[] { (draft, "workshop-not-published"), (bare, "agenda-empty") })
        {
            var workshop = await WorkshopsApp.CreatedAsync(staff, "workshops", body);
            await WorkshopsApp.ProblemAsync(await staff.PostAsync($"{Run(workshop)}/start", null), HttpStatusCode.Conflict, problem);
        }
    }

    [Fact]
    public async Task Measures_a_rehearsal_by_itself_and_begins_anew_at_the_gathering()
    {
        var workshop = await app.ScheduledAsync(await app.KnownProjectAsync(), startsAt: Places.ToCome);
        using var staff = app.Client(WorkshopsApp.AllScopes);
        await PostedAsync(staff, workshop, "start");
        var rehearsal = await PostedAsync(staff, workshop, "go", new { from = 0, to = 1 });
        (rehearsal["rehearsal"]!.GetValue<bool>(), rehearsal["lateMinutes"]!.GetValue<int>()).ShouldBe((true, -30));
        (await PostedAsync(staff, workshop, "start"))["position"]!.GetValue<int>().ShouldBe(1, "started twice");
        var began = (await PostedAsync(staff, workshop, "go", new { from = 1, to = 0 }))["beganAt"]!.GetValue<DateTimeOffset>();
        began.ShouldBeGreaterThan(rehearsal["beganAt"]!.GetValue<DateTimeOffset>());

        await PostedAsync(staff, workshop, "go", new { from = 0, to = 1 });
        await app.ScalarAsync<int>($"""
            WITH moved AS (UPDATE workshops SET starts_at = now() - interval '20 minutes', ends_at = now() + interval '4 hours' WHERE id = '{workshop}')
            UPDATE running_agendas SET began_at = began_at - interval '10 days', started_at = started_at - interval '10 days'
            WHERE workshop_id = '{workshop}'
            """);
        await PostedAsync(staff, workshop, "start");
        var real = await PostedAsync(staff, workshop, "start");
        (real["rehearsal"]!.GetValue<bool>(), real["position"]!.GetValue<int>()).ShouldBe((false, 0));
        real["lateMinutes"]!.GetValue<int>().ShouldBe(20);
        real["beganAt"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThan(began);
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(10, 5, 5, 10)] // begun ten minutes late: a pause of five takes up half of it
    [InlineData(10, 0, 10, 10)]
    [InlineData(-10, 0, -10, -10)]
    public void Says_how_late_it_is_and_what_a_gap_takes_up(int late, int gap, int expectedNext, int expectedLate)
    {
        var timetable =
            Timetable.Of([new("One", "", 30), new("Two", "", 30) { StartsAt = gap > 0 ? Noon.AddMinutes(30 + gap) : null }], Noon);
        var began = Noon.AddMinutes(late);
        var view = RunningAgendaView.Of(Begun(began), timetable, began.AddMinutes(12));

        view.LateMinutes.ShouldBe(expectedLate);
        view.Current!.MinutesLeft.ShouldBe(18);
        view.Coming.ShouldHaveSingleItem().ExpectedAt.ShouldBe(timetable[1].StartsAt.AddMinutes(expectedNext));
        view.EndsAt.ShouldBe(timetable[1].EndsAt.AddMinutes(expectedNext));
    }

    [Fact]
    public void Counts_what_runs_over_as_late_before_anybody_goes_on()
    {
        var timetable = Timetable.Of([new("One", "", 30), new("Two", "", 30)], Noon);
        var view = RunningAgendaView.Of(Begun(Noon), timetable, Noon.AddMinutes(42));
        (view.LateMinutes, view.Current!.MinutesLeft).ShouldBe((12, -12));
    }

    [Fact]
    public void Does_not_begin_a_session_before_its_own_time()
    {
        var timetable = Timetable.Of([new("One", "", 30), new("Two", "", 30) { StartsAt = Noon.AddMinutes(30) }], Noon);
        var early = Noon.AddMinutes(-10);
        RunningAgendaView.Of(Begun(early), timetable, early).Coming[0].ExpectedAt.ShouldBe(Noon.AddMinutes(30));
    }

    static RunningAgenda Begun(DateTimeOffset at) => new() { WorkshopId = Guid.NewGuid(), BeganAt = at, StartedAt = at };

    static string Run(Guid workshop) => $"/api/workshops/v1/workshops/{workshop}/agenda/run";

    static async Task<JsonNode> PostedAsync(HttpClient client, Guid workshop, string what, object? body = null)
    {
        using var answer = await client.PostAsync($"{Run(workshop)}/{what}", body is null ? null : JsonContent.Create(body));
        var json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, json);
        return JsonNode.Parse(json)!;
    }
}
