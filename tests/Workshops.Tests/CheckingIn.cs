using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Testing;
using QLab.Workshops.Contracts;

namespace QLab.Workshops.Tests;

public sealed class CheckingIn(WorkshopsApp app)
{
    [Fact]
    public async Task Says_who_came_and_is_taken_back_and_counts_when_the_workshop_was_held()
    {
        await using var another = await app.AnotherServiceAsync();
        var held = await another.ListenAsync<WorkshopHeld>();
        var (workshop, people, bookings) = await BookedAsync(4);
        using var staff = app.Client(WorkshopsApp.AllScopes);

        foreach (var booking in bookings[..3])
        {
            await DoneAsync(staff, HttpMethod.Post, workshop, $"{booking}/check-in");
            var since = await app.ScalarAsync<DateTime>($"SELECT presence_recorded_at FROM bookings WHERE id = '{booking}'");
            await DoneAsync(staff, HttpMethod.Post, workshop, $"{booking}/check-in");
            (await app.ScalarAsync<DateTime>($"SELECT presence_recorded_at FROM bookings WHERE id = '{booking}'")).ShouldBe(since);
        }
        await DoneAsync(staff, HttpMethod.Delete, workshop, $"{bookings[2]}/check-in");
        await DoneAsync(staff, HttpMethod.Post, workshop, $"{bookings[3]}/no-show");

        var counted = JsonNode.Parse(await staff.GetStringAsync($"/api/workshops/v1/workshops/{workshop}/presence"))!;
        new[] { "booked", "came", "didNotCome", "notRecorded", "waiting" }.Select(name => counted[name]!.GetValue<int>())
            .ShouldBe([4, 2, 1, 1, 0]);
        using (var me = app.Participating(people[3]))
            JsonNode.Parse(await me.GetStringAsync($"/api/workshops/v1/me/bookings/{bookings[3]}"))!["presence"]!.GetValue<string>()
                .ShouldBe("didNotCome");
        (await staff.PostAsJsonAsync($"/api/workshops/v1/workshops/{workshop}/held", new { })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Eventually.Equals(2, () => Task.FromResult(held.SingleOrDefault(e => e.WorkshopId == workshop)?.Attended ?? -1));
        using var late = await staff.PostAsJsonAsync($"/api/workshops/v1/workshops/{workshop}/bookings/{bookings[2]}/check-in", new { });
        await WorkshopsApp.ProblemAsync(late, HttpStatusCode.Conflict, "workshop-held");
    }

    [Fact]
    public async Task Is_for_those_who_have_a_place_and_said_by_the_Lab()
    {
        var places = await Places.OpenAsync(app, 1, 2);
        var (booked, waiting) = (await places.BookAsync(0), await places.BookAsync(1));
        using var staff = app.Client(WorkshopsApp.AllScopes);
        using var refused =
            await staff.PostAsJsonAsync($"/api/workshops/v1/workshops/{places.Workshop}/bookings/{waiting["id"]}/check-in", new { });
        await WorkshopsApp.ProblemAsync(refused, HttpStatusCode.Conflict, "not-booked");
        using var partner = await app.PartnerAsync(places.Project, WorkshopsApp.AllScopes);
        (await partner.PostAsJsonAsync($"/api/workshops/v1/workshops/{places.Workshop}/bookings/{booked["id"]}/check-in", new { })).StatusCode
            .ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Is_for_the_day_before_and_the_day_itself()
    {
        var places = await Places.OpenAsync(app, 3, 1);
        var booking = (await places.BookAsync(0))["id"]!.GetValue<Guid>();
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var address = $"/api/workshops/v1/workshops/{places.Workshop}/bookings/{booking}";
        foreach (var early in new[] { "check-in", "no-show" })
        {
            var problem = await WorkshopsApp.ProblemAsync(
                await staff.PostAsJsonAsync($"{address}/{early}", new { }), HttpStatusCode.Conflict, "too-early-to-check-in");
            problem["from"]!.GetValue<DateTimeOffset>().ShouldBe(
                new DateTimeOffset(Places.ToCome.Year, 5, 31, 0, 0, 0, TimeSpan.FromHours(1)), "by the clock of the United Kingdom");
        }
        (await staff.DeleteAsync($"{address}/check-in")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await app.ScalarAsync<int>($"""
            UPDATE workshops SET starts_at = now() + interval '23 hours', ends_at = now() + interval '26 hours' WHERE id = '{places.Workshop}'
            """);
        await DoneAsync(staff, HttpMethod.Post, places.Workshop, $"{booking}/check-in");
    }

    async Task<(Guid Workshop, Guid[] People, Guid[] Bookings)> BookedAsync(int count)
    {
        var project = await app.KnownProjectAsync();
        var (workshop, people) = (await app.ScheduledAsync(project), await app.JoinedAsync(project, count));
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var bookings = new List<Guid>();
        foreach (var person in people)
            bookings.Add(await WorkshopsApp.CreatedAsync(staff, $"workshops/{workshop}/bookings", new { participantId = person }));
        return (workshop, people, [.. bookings]);
    }

    static async Task DoneAsync(HttpClient staff, HttpMethod method, Guid workshop, string what)
    {
        using var request = new HttpRequestMessage(method, $"/api/workshops/v1/workshops/{workshop}/bookings/{what}");
        using var answer = await staff.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }
}
