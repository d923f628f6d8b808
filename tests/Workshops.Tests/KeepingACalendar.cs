using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Ical.Net;
using Ical.Net.CalendarComponents;
using QLab.Testing;

namespace QLab.Workshops.Tests;

/// <summary>Files for other people's calendars, read by a library and held to the letter of RFC 5545 where libraries forgive.</summary>
public sealed class KeepingACalendar(WorkshopsApp app, IcalJs icalJs) : IClassFixture<IcalJs>
{
    static readonly int Next = DateTimeOffset.UtcNow.Year + 1;

    [Fact]
    public async Task Of_one_gathering_tells_everybody_when_and_where_and_nobody_how_to_join()
    {
        var workshop = await ScheduledAsync(new(Next, 6, 1, 9, 0, 0, TimeSpan.Zero), title: "Nosweithiau tawel: ŵ, ŷ; a, \\ b");
        var text = await ReadAsync(workshop);

        foreach (var line in new[]
        {
            "BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:PUBLISH", $"DTSTART;TZID=Europe/London:{Next}0601T100000",
            $"DTEND;TZID=Europe/London:{Next}0601T140000", "SEQUENCE:0", "STATUS:CONFIRMED",
            "SUMMARY:Nosweithiau tawel: ŵ\\, ŷ\\; a\\, \\\\ b", "LOCATION:London",
        }) Unfolded(text).ShouldContain(line);
        text.ShouldNotContain("meet.example.org");
        var read = Calendar.Load(text)!.Events.ShouldHaveSingleItem();
        (read.Summary, read.Uid!.Split('@')[0]).ShouldBe(("Nosweithiau tawel: ŵ, ŷ; a, \\ b", workshop.ToString()));
    }

    [Fact]
    public async Task Folds_lines_after_75_octets_and_never_inside_a_character()
    {
        var title = string.Concat(Enumerable.Repeat("ŵyr ", 45)).Trim();
        var text = await ReadAsync(await ScheduledAsync(new(Next, 6, 1, 9, 0, 0, TimeSpan.Zero), title));

        var lines = text.Split("\r\n");
        lines.ShouldNotContain(line => line.Contains('\n') || line.Contains('\r'), "CRLF and nothing else ends a line");
        lines.Max(Encoding.UTF8.GetByteCount).ShouldBeInRange(70, 75);
        text.ShouldNotContain('\uFFFD');
        Calendar.Load(text)!.Events.Single().Summary.ShouldBe(title);
    }

    [Theory]
    [InlineData("-01-15T09:30:00Z", "0115T093000")]
    [InlineData("-03-27T12:00:00Z", "0327T120000")]
    [InlineData("-07-15T09:30:00Z", "0715T103000")]
    [InlineData("-12-01T09:30:00Z", "1201T093000")]
    public async Task Says_the_time_of_the_clock_and_the_rule_that_leads_to_the_instant(string at, string clock)
    {
        var startsAt = DateTimeOffset.Parse($"{Next}{at}", System.Globalization.CultureInfo.InvariantCulture);
        var text = await ReadAsync(await ScheduledAsync(startsAt));

        Unfolded(text).ShouldContain($"DTSTART;TZID=Europe/London:{Next}{clock}");
        Calendar.Load(text)!.Events.Single().Start!.AsUtc.ShouldBe(startsAt.UtcDateTime);
        foreach (var line in new[]
        {
            "TZID:Europe/London", "DTSTART:19960331T010000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "TZOFFSETFROM:+0000",
            "TZOFFSETTO:+0100",
            "TZNAME:BST", "DTSTART:19961027T020000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "TZNAME:GMT",
        }) Unfolded(text).Select(l => l.Replace("BYDAY=-1SU;BYMONTH=3", "BYMONTH=3;BYDAY=-1SU").Replace("BYDAY=-1SU;BYMONTH=10", "BYMONTH=10;BYDAY=-1SU"))
            .ShouldContain(line);
    }

    [Theory]
    [InlineData("-01-15T09:30:00Z")]
    [InlineData("-07-15T09:30:00Z")]
    public async Task Is_read_alike_by_a_library_of_others(string at)
    {
        var startsAt = DateTimeOffset.Parse($"{Next}{at}", System.Globalization.CultureInfo.InvariantCulture);
        const string title = "Nosweithiau tawel: ŵ, ŷ; a, \\ b, and so long that its line has to be folded at least once, or twice";
        var workshop = await ScheduledAsync(startsAt, title);

        var read = await icalJs.ReadAsync(await ReadAsync(workshop));
        using var staff = app.Client(WorkshopsApp.AllScopes);
        (await staff.PostAsJsonAsync($"/api/workshops/v1/workshops/{workshop}/cancel", new { reason = "Flooded." })).EnsureSuccessStatusCode();
        var cancelled = await icalJs.ReadAsync(await ReadAsync(workshop));

        var (before, after) = (read["events"]!.AsArray().ShouldHaveSingleItem()!, cancelled["events"]!.AsArray().ShouldHaveSingleItem()!);
        (Text(before, "summary"), Text(before, "location"), Text(before, "status")).ShouldBe((title, "London", "CONFIRMED"));
        before["startsAt"]!.GetValue<DateTimeOffset>().ShouldBe(startsAt);
        before["endsAt"]!.GetValue<DateTimeOffset>().ShouldBe(startsAt.AddHours(4));
        (Text(read, "method"), Text(cancelled, "method"), Text(after, "status")).ShouldBe(("PUBLISH", "CANCEL", "CANCELLED"));
        (Text(after, "uid"), after["sequence"]!.GetValue<int>()).ShouldBe((Text(before, "uid"), before["sequence"]!.GetValue<int>() + 1));

        static string Text(JsonNode of, string member) => of[member]!.GetValue<string>();
    }

    [Fact]
    public async Task In_the_hour_that_comes_twice_it_says_the_instant()
    {
        var sunday = Enumerable.Range(25, 7)
            .Select(day => new DateTime(Next, 10, day, 1, 30, 0, DateTimeKind.Utc))
            .Single(d => d.DayOfWeek == DayOfWeek.Sunday);
        var text = await ReadAsync(await ScheduledAsync(new(sunday, TimeSpan.Zero)));
        Unfolded(text).ShouldContain($"DTSTART:{sunday:yyyyMMdd}T013000Z");
    }

    [Fact]
    public async Task Keeps_its_name_counts_changes_and_says_that_it_was_cancelled()
    {
        var workshop = await ScheduledAsync(new(Next, 6, 1, 9, 0, 0, TimeSpan.Zero));
        var first = Calendar.Load(await ReadAsync(workshop))!.Events.Single();
        using var staff = app.Client(WorkshopsApp.AllScopes);
        using (var put = new HttpRequestMessage(HttpMethod.Put, $"/api/workshops/v1/workshops/{workshop}")
        {
            Content = JsonContent.Create(WorkshopsApp.Details(startsAt: new DateTimeOffset(Next, 6, 2, 9, 0, 0, TimeSpan.Zero))),
        })
        {
            put.Headers.TryAddWithoutValidation("If-Match", "*");
            (await staff.SendAsync(put)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        var moved = Calendar.Load(await ReadAsync(workshop))!.Events.Single();
        (await staff.PostAsJsonAsync($"/api/workshops/v1/workshops/{workshop}/cancel", new { reason = "Flooded." })).EnsureSuccessStatusCode();
        var cancelled = Calendar.Load(await ReadAsync(workshop))!;

        (moved.Uid, cancelled.Events.Single().Uid).ShouldBe((first.Uid, first.Uid));
        new[] { first.Sequence, moved.Sequence, cancelled.Events.Single().Sequence }.ShouldBe([0, 1, 2]);
        (cancelled.Method, cancelled.Events.Single().Status).ShouldBe(("CANCEL", "CANCELLED"));
    }

    [Fact]
    public async Task Of_ones_own_places_has_a_secret_address_that_can_be_revoked()
    {
        var places = await Places.OpenAsync(app, 2, 2, new JsonObject
        {
            ["kind"] = "webinar", ["joiningLink"] = "https://meet.example.org/quiet", ["joiningInstructions"] = "The room opens at 9.45.",
        }, "online");
        using var me = places.As(0);
        var made = await MakeAsync(me, places.Project);
        var address = new Uri(made["url"]!.GetValue<string>()).PathAndQuery;
        using var anybody = app.Anonymous();
        Calendar.Load(await anybody.GetStringAsync(address))!.Events.ShouldBeEmpty();

        await places.BookAsync(0);
        await places.BookAsync(1);
        var read = Calendar.Load(await anybody.GetStringAsync(address))!.Events.ShouldHaveSingleItem();
        (read.Status, read.Url!.ToString(), read.Description).ShouldBe(
            ("CONFIRMED", "https://meet.example.org/quiet", "The room opens at 9.45."));
        await places.CancelAsync(0);
        var gone = Calendar.Load(await anybody.GetStringAsync(address))!.Events.ShouldHaveSingleItem();
        (gone.Uid, gone.Status, gone.Sequence > read.Sequence, gone.Url).ShouldBe((read.Uid, "CANCELLED", true, null));

        var token = address[(address.IndexOf("token=", StringComparison.Ordinal) + 6)..];
        (await app.Database.TracesAsync(token)).ShouldBeEmpty("only a hash of the secret is kept");
        (await me.GetStringAsync("/api/workshops/v1/me/calendar-feeds")).ShouldNotContain(token);
        using (var other = places.As(1))
            (await other.DeleteAsync($"/api/workshops/v1/me/calendar-feeds/{made["id"]}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await me.DeleteAsync($"/api/workshops/v1/me/calendar-feeds/{made["id"]}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await anybody.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Shows_a_cancelled_gathering_as_cancelled_and_goes_with_an_erasure()
    {
        var places = await Places.OpenAsync(app, 2, 1);
        using var me = places.As(0);
        var address = new Uri((await MakeAsync(me, places.Project))["url"]!.GetValue<string>()).PathAndQuery;
        using var anybody = app.Anonymous();
        await places.BookAsync(0);
        Calendar.Load(await anybody.GetStringAsync(address))!.Events.Single().Status.ShouldBe("CONFIRMED");
        using var staff = app.Client(WorkshopsApp.AllScopes);
        (await staff.PostAsJsonAsync($"/api/workshops/v1/workshops/{places.Workshop}/cancel", new { reason = "Flooded." })).EnsureSuccessStatusCode();
        Calendar.Load(await anybody.GetStringAsync(address))!.Events.Single().Status.ShouldBe("CANCELLED");

        (await app.ExportAsync(places.People[0]))["calendarFeeds"]!.AsArray().ShouldHaveSingleItem();
        await app.EraseAsync(places.People[0]);
        (await anybody.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.Database.TracesAsync(places.People[0].ToString())).ShouldBeEmpty();
    }

    async Task<Guid> ScheduledAsync(DateTimeOffset startsAt, string title = "Quiet nights")
    {
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var body = WorkshopsApp.Details(20, startsAt, title);
        body["projectId"] = await app.KnownProjectAsync();
        return await WorkshopsApp.CreatedAsync(staff, "workshops", body);
    }

    async Task<string> ReadAsync(Guid workshop)
    {
        using var anybody = app.Anonymous();
        using var answer = await anybody.GetAsync($"/api/workshops/v1/workshops/{workshop}/calendar.ics");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/calendar; charset=utf-8");
        return await answer.Content.ReadAsStringAsync();
    }

    static async Task<JsonNode> MakeAsync(HttpClient me, Guid project)
    {
        using var made = await me.PostAsJsonAsync("/api/workshops/v1/me/calendar-feeds", new { projectId = project });
        var json = await made.Content.ReadAsStringAsync();
        made.StatusCode.ShouldBe(HttpStatusCode.Created, json);
        return JsonNode.Parse(json)!;
    }

    static string[] Unfolded(string text) => text.Replace("\r\n ", "").Split("\r\n");
}
