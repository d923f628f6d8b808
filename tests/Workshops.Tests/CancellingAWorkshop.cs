using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.ServiceDefaults.Messaging;
using QLab.Testing;
using QLab.Workshops.Contracts;

namespace QLab.Workshops.Tests;

public sealed class CancellingAWorkshop(WorkshopsApp app)
{
    static readonly DateTimeOffset ToCome = DateTimeOffset.UtcNow.AddDays(30);

    [Fact]
    public async Task Frees_every_place_and_has_those_who_were_booked_told_why()
    {
        await using var another = await app.AnotherServiceAsync();
        var cancelled = await another.ListenAsync<WorkshopCancelled>();
        var (freed, notices) = (await another.ListenAsync<BookingCancelled>(), await another.ListenAsync<NotificationRequested>());
        var project = await app.KnownProjectAsync();
        var (workshop, people) = (await app.ScheduledAsync(project, startsAt: ToCome), await app.JoinedAsync(project, 3));
        using var staff = app.Client(WorkshopsApp.AllScopes);
        foreach (var person in people) await BookAsync(staff, workshop, person);

        using (var done = await CancelAsync(staff, workshop, "The hall is flooded."))
            done.StatusCode.ShouldBe(HttpStatusCode.OK, await done.Content.ReadAsStringAsync());

        await Eventually.Equals(3, () => Task.FromResult(OfThese().Count()));
        OfThese().Select(n => n.ParticipantId).ShouldBe(people, ignoreOrder: true);
        var notice = OfThese().First();
        notice.Template.ShouldBe("workshop-cancelled");
        (notice.Values["title"], notice.Values["reason"]).ShouldBe(("From insights to action", "The hall is flooded."));
        await Eventually.Equals(3, () => Task.FromResult(freed.Count(e => e.WorkshopId == workshop)));
        await Eventually.Equals(2, () => Task.FromResult(cancelled.SingleOrDefault(e => e.WorkshopId == workshop)?.Version ?? 0));
        (await app.ScalarAsync<long>($"SELECT count(*) FROM bookings WHERE workshop_id = '{workshop}'")).ShouldBe(0);

        using var anybody = app.Anonymous();
        var shown = JsonNode.Parse(await anybody.GetStringAsync($"/api/workshops/v1/workshops/{workshop}"))!;
        (shown["cancellationReason"]!.GetValue<string>(), shown["placesLeft"]!.GetValue<int>()).ShouldBe(("The hall is flooded.", 0));
        var listed = JsonNode.Parse(await anybody.GetStringAsync($"/api/workshops/v1/workshops?projectId={project}"))![0]!;
        (listed["cancelled"]!.GetValue<bool>(), listed["placesLeft"]!.GetValue<int>()).ShouldBe((true, 0));
        JsonNode.Parse(await staff.GetStringAsync($"/api/workshops/v1/workshops/{workshop}/changes"))![0]!["action"]!.GetValue<string>()
            .ShouldBe("cancelled");

        // Beside them each is told that they have a place.
        IEnumerable<NotificationRequested> OfThese() => notices.Where(n => n.ProjectId == project && n.Template != "workshop-booked");
    }

    [Fact]
    public async Task Is_read_with_the_reason_by_those_who_had_a_place_or_waited_until_the_day_after_it_would_have_been()
    {
        var places = await Places.OpenAsync(app, 1, 2, new() { ["joiningInstructions"] = "Ring the bell twice." });
        var (booked, waited) = (await places.BookAsync(0), await places.BookAsync(1));
        var other = await app.ScheduledAsync(places.Project, startsAt: Places.ToCome);
        using var staff = app.Client(WorkshopsApp.AllScopes);
        await BookAsync(staff, other, places.People[0]);
        (await CancelAsync(staff, places.Workshop, "The hall is flooded.")).EnsureSuccessStatusCode();

        foreach (var (person, booking) in new[] { (0, booked), (1, waited) })
        {
            var mine = await places.MineAsync(person);
            (mine["id"]!.GetValue<Guid>(), mine["state"]!.GetValue<string>(), mine["cancellationReason"]!.GetValue<string>())
                .ShouldBe((booking["id"]!.GetValue<Guid>(), "cancelled", "The hall is flooded."));
            (mine["joiningInstructions"], mine["joiningLink"], mine["position"]).ShouldBe((null, null, null));
            using var me = places.As(person);
            JsonNode.Parse(await me.GetStringAsync($"/api/workshops/v1/me/bookings/{mine["id"]}"))!.ToJsonString()
                .ShouldBe(mine.ToJsonString());
            await WorkshopsApp.ProblemAsync(
                await me.DeleteAsync($"/api/workshops/v1/me/bookings/{mine["id"]}"), HttpStatusCode.Conflict, "workshop-cancelled");
        }
        (await places.PostAsync(0, "accept")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await PageAsync("limit=1")).ShouldBe([places.Workshop], "by id, whatever became of it");
        (await PageAsync($"after={booked["id"]}")).ShouldBe([other]);
        (await app.ExportAsync(places.People[1]))["cancelledBookings"]!.AsArray().ShouldHaveSingleItem()!["workshopId"]!.GetValue<Guid>()
            .ShouldBe(places.Workshop);

        await EndedAsync("now() - interval '1 day'");
        (await PageAsync("")).ShouldBe([places.Workshop, other]);
        await EndedAsync("now() - interval '2 days'");
        (await PageAsync("")).ShouldBe([other]);
        await app.EraseAsync(places.People[1]);
        (await app.Database.TracesAsync(places.People[1].ToString())).ShouldBeEmpty();

        Task EndedAsync(string at) => app.ScalarAsync<int>(
            $"UPDATE workshops SET ends_at = {at}, starts_at = {at} - interval '2 hours' WHERE id = '{places.Workshop}'");

        async Task<IEnumerable<Guid>> PageAsync(string query)
        {
            using var me = places.As(0);
            return JsonNode.Parse(await me.GetStringAsync($"/api/workshops/v1/me/bookings?{query}"))!.AsArray()
                .Select(b => b!["workshopId"]!.GetValue<Guid>()).ToList();
        }
    }

    [Fact]
    public async Task Ends_it_so_that_nothing_more_is_booked_noted_held_or_corrected()
    {
        var project = await app.KnownProjectAsync();
        var (workshop, person) = (await app.ScheduledAsync(project), (await app.JoinedAsync(project, 1))[0]);
        using var staff = app.Client(WorkshopsApp.AllScopes);
        (await CancelAsync(staff, workshop, "Too few people.")).EnsureSuccessStatusCode();

        var address = $"/api/workshops/v1/workshops/{workshop}";
        HttpResponseMessage[] refused =
        [
            await staff.PostAsJsonAsync($"{address}/bookings", new { participantId = person }),
            await staff.PostAsJsonAsync($"{address}/notes", new { text = "Words.", kind = "note" }),
            await staff.PostAsJsonAsync($"{address}/held", new { attended = 3 }),
            await CancelAsync(staff, workshop, "Too few people."),
        ];
        foreach (var answer in refused) await WorkshopsApp.ProblemAsync(answer, HttpStatusCode.Conflict, "workshop-cancelled");
        using var put = new HttpRequestMessage(HttpMethod.Put, address) { Content = JsonContent.Create(WorkshopsApp.Details()) };
        put.Headers.TryAddWithoutValidation("If-Match", "*");
        await WorkshopsApp.ProblemAsync(await staff.SendAsync(put), HttpStatusCode.Conflict, "workshop-cancelled");
    }

    [Fact]
    public async Task That_was_held_is_refused_and_of_a_closed_project_is_not()
    {
        var project = await app.KnownProjectAsync();
        var (held, planned) = (await app.ScheduledAsync(project), await app.ScheduledAsync(project, startsAt: ToCome));
        await app.HeldAsync(held);
        await app.CloseAsync(project);
        using var staff = app.Client(WorkshopsApp.AllScopes);
        await WorkshopsApp.ProblemAsync(await CancelAsync(staff, held, "It was not."), HttpStatusCode.Conflict, "workshop-held");
        (await CancelAsync(staff, planned, "The Lab has ended.")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task At_the_moment_of_booking_leaves_nobody_booked()
    {
        var project = await app.KnownProjectAsync();
        var (workshop, people) = (await app.ScheduledAsync(project, 50, ToCome), await app.JoinedAsync(project, 30));
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var booking = people.Select(person =>
            staff.PostAsJsonAsync($"/api/workshops/v1/workshops/{workshop}/bookings", new { participantId = person })).ToList();
        using var cancelled = await CancelAsync(staff, workshop, "The hall is flooded.");
        cancelled.StatusCode.ShouldBe(HttpStatusCode.OK, await cancelled.Content.ReadAsStringAsync());
        await Task.WhenAll(booking);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM bookings WHERE workshop_id = '{workshop}'")).ShouldBe(0);
        (await app.ScalarAsync<int>($"SELECT booked FROM places WHERE workshop_id = '{workshop}'")).ShouldBe(0);
    }

    static async Task BookAsync(HttpClient staff, Guid workshop, Guid person) =>
        await WorkshopsApp.CreatedAsync(staff, $"workshops/{workshop}/bookings", new { participantId = person });

    static Task<HttpResponseMessage> CancelAsync(HttpClient staff, Guid workshop, string reason) =>
        staff.PostAsJsonAsync($"/api/workshops/v1/workshops/{workshop}/cancel", new { reason });
}
