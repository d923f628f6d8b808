using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.Testing;
using QLab.Workshops.Contracts;

namespace QLab.Workshops.Tests;

public sealed class WaitingForAPlace(WorkshopsApp app)
{
    [Fact]
    public async Task Two_hundred_at_once_take_the_last_twenty_places_and_the_rest_wait_in_order()
    {
        var places = await Places.OpenAsync(app, capacity: 20, people: 200);

        var bookings = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => places.BookAsync(i)));

        bookings.Count(b => b["state"]!.GetValue<string>() == "booked").ShouldBe(20);
        (await places.CountAsync<int>("booked FROM places")).ShouldBe(20);
        (await places.CountAsync<int>("waiting FROM places")).ShouldBe(180);
        var tickets = await app.ScalarAsync<int[]>(
            $"SELECT array_agg(ticket ORDER BY ticket) FROM bookings WHERE workshop_id = '{places.Workshop}' AND state = 'Waiting'");
        tickets.ShouldBe(Enumerable.Range(1, 180));
        await app.ScalarAsync<int>($"UPDATE places SET capacity = 50 WHERE workshop_id = '{places.Workshop}' RETURNING 1");
        await Eventually.Equals(30L, () => app.ScalarAsync<long>(
            $"SELECT count(*) FROM bookings WHERE workshop_id = '{places.Workshop}' AND state = 'Offered' AND ticket <= 30"));
        (await places.CountAsync<int>("waiting FROM places")).ShouldBe(150);
    }

    [Fact]
    public async Task Whoever_waits_hears_of_a_change_too()
    {
        await using var another = await app.AnotherServiceAsync();
        var notices = await another.ListenAsync<NotificationRequested>();
        var places = await Places.OpenAsync(app, capacity: 1, people: 2);
        for (var i = 0; i < 2; i++) await places.BookAsync(i);
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var address = $"/api/workshops/v1/workshops/{places.Workshop}/arrangements";
        var arranged = JsonNode.Parse(await staff.GetStringAsync(address))!;
        arranged["joiningInstructions"] = "The side door is open from half past nine.";
        staff.DefaultRequestHeaders.Add("If-Match", "*");

        (await staff.PutAsJsonAsync(address, arranged)).EnsureSuccessStatusCode();

        await Eventually.Succeeds(() =>
        {
            var told = notices.Where(n => n.Template == "workshop-changed" && places.People.Contains(n.ParticipantId));
            told.Select(n => n.Values.ContainsKey("waits")).Order().ShouldBe([false, true]);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task A_place_given_back_is_offered_to_whoever_has_waited_longest_and_to_nobody_past_them()
    {
        await using var another = await app.AnotherServiceAsync();
        var (booked, notices) = (await another.ListenAsync<PlaceBooked>(), await another.ListenAsync<NotificationRequested>());
        var places = await Places.OpenAsync(app, capacity: 1, people: 4);
        for (var i = 0; i < 3; i++) await places.BookAsync(i);
        (await places.MineAsync(2))["position"]!.GetValue<int>().ShouldBe(2);

        (await places.CancelAsync(0)).ShouldBe(HttpStatusCode.NoContent);

        await Eventually.Equals("offered", () => places.StateAsync(1));
        (await places.MineAsync(2))["position"]!.GetValue<int>().ShouldBe(1);
        using (var past = await places.TryAsync(3, waitIfFull: false))
            await WorkshopsApp.ProblemAsync(past, HttpStatusCode.Conflict, "workshop-full");
        using (var early = await places.PostAsync(2, "accept"))
            await WorkshopsApp.ProblemAsync(early, HttpStatusCode.Conflict, "offer-ended");
        for (var times = 0; times < 2; times++)
            using (var accepted = await places.PostAsync(1, "accept"))
                accepted.StatusCode.ShouldBe(HttpStatusCode.OK, await accepted.Content.ReadAsStringAsync());

        await Eventually.Equals(1, () => Task.FromResult(booked.Count(e => e.ParticipantId == places.People[1])));
        var offer = notices.Single(n => n.Template == "place-offered" && n.ParticipantId == places.People[1]);
        offer.Values["title"].ShouldBe("From insights to action");
        (offer.Values["startsDay"], offer.Values["hours"]).ShouldBe(
            ($"{Places.ToCome.Year}-06-01", "10:00–14:00"), "by the clock of the summer");
        offer.Values.Values.ShouldNotContain(value => value.Contains("token="));
        (await places.CountAsync<int>("booked FROM places")).ShouldBe(1);
    }

    [Fact]
    public async Task An_offer_that_nobody_answers_goes_to_the_next_once_with_several_replicas()
    {
        await using var another = await app.AnotherServiceAsync();
        var notices = await another.ListenAsync<NotificationRequested>();
        await using var second = app.Replica();
        await using var third = app.Replica();
        var places = await Places.OpenAsync(app, capacity: 1, people: 5);
        for (var i = 0; i < 5; i++) await places.BookAsync(i);
        await places.CancelAsync(0);

        for (var next = 1; next < 4; next++)
        {
            await Eventually.Equals("offered", () => places.StateAsync(next));
            await places.LetOffersEndAsync();
            await Eventually.Equals(null, () => places.StateAsync(next));
        }

        await Eventually.Equals("offered", () => places.StateAsync(4));
        await Eventually.Equals(7, () => Task.FromResult(OfThese().Count()));
        OfThese().Where(n => n.Template == "place-offered").Select(n => n.ParticipantId).ShouldBe(places.People[1..], ignoreOrder: true);
        OfThese().Where(n => n.Template == "place-passed-on").Select(n => n.ParticipantId).ShouldBe(places.People[1..4], ignoreOrder: true);
        (await places.CountAsync<int>("booked FROM places")).ShouldBe(1);
        (await places.CountAsync<int>("waiting FROM places")).ShouldBe(0);

        IEnumerable<NotificationRequested> OfThese() =>
            notices.Where(n => n.ProjectId == places.Project && n.Template.StartsWith("place-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_leaves_the_project_or_is_erased_waits_no_longer()
    {
        var places = await Places.OpenAsync(app, capacity: 1, people: 4);
        for (var i = 0; i < 4; i++) await places.BookAsync(i);
        await using var participants = await app.AnotherServiceAsync();

        await app.HandledAsync(
            await participants.PublishAsync(new ParticipantLeft(places.Project, places.People[1], DateTimeOffset.UtcNow)));
        await app.EraseAsync(places.People[0]);

        await Eventually.Equals("offered", () => places.StateAsync(2));
        (await places.CountAsync<int>("waiting FROM places")).ShouldBe(1);
        await app.EraseAsync(places.People[2]);
        await Eventually.Equals("offered", () => places.StateAsync(3));
        (await app.Database.TracesAsync(places.People[2].ToString())).ShouldBeEmpty();
    }

    [Fact]
    public async Task Ends_when_the_workshop_begins()
    {
        var places = await Places.OpenAsync(app, capacity: 1, people: 3);
        for (var i = 0; i < 3; i++) await places.BookAsync(i);
        await app.ScalarAsync<int>(
            $"UPDATE workshops SET starts_at = now() - interval '1 minute' WHERE id = '{places.Workshop}' RETURNING 1");
        await Eventually.Equals(1L, () => places.CountAsync<long>("count(*) FROM bookings"));
        (await places.StateAsync(0)).ShouldBe("booked");
        using var staff = app.Client(WorkshopsApp.AllScopes);
        using (var late = await staff.PostAsJsonAsync(
            $"/api/workshops/v1/workshops/{places.Workshop}/bookings", new { participantId = places.People[2], waitIfFull = true }))
            await WorkshopsApp.ProblemAsync(late, HttpStatusCode.Conflict, "workshop-full");
        var booking = (await places.MineAsync(0))["id"]!.GetValue<Guid>();
        (await staff.DeleteAsync($"/api/workshops/v1/workshops/{places.Workshop}/bookings/{booking}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await WorkshopsApp.CreatedAsync(staff, $"workshops/{places.Workshop}/bookings", new { participantId = places.People[2] });
    }

    [Fact]
    public async Task Is_seen_by_staff_who_say_yes_for_somebody()
    {
        var places = await Places.OpenAsync(app, capacity: 1, people: 2);
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var address = $"/api/workshops/v1/workshops/{places.Workshop}/bookings";
        var first =
            await WorkshopsApp.CreatedAsync(staff, address["/api/workshops/v1/".Length..], new { participantId = places.People[0] });
        var second = await WorkshopsApp.CreatedAsync(
            staff, address["/api/workshops/v1/".Length..], new { participantId = places.People[1], waitIfFull = true });
        (await staff.DeleteAsync($"{address}/{first}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Eventually.Equals("offered", () => places.StateAsync(1));

        JsonNode.Parse(await staff.GetStringAsync(address))!.AsArray().ShouldBeEmpty();
        JsonNode.Parse(await staff.GetStringAsync($"{address}?state=offered"))!.AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<Guid>()
            .ShouldBe(second);
        using var accepted = await staff.PostAsJsonAsync($"{address}/{second}/accept", new { });
        accepted.StatusCode.ShouldBe(HttpStatusCode.OK, await accepted.Content.ReadAsStringAsync());
        (await places.StateAsync(1)).ShouldBe("booked");
    }
}
