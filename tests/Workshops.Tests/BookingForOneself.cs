using System.Net;
using System.Text.Json.Nodes;
using QLab.Participants.Contracts;
using QLab.Testing;
using QLab.Workshops.Contracts;

namespace QLab.Workshops.Tests;

public sealed class BookingForOneself(WorkshopsApp app)
{
    static readonly JsonObject Online = new()
    {
        ["kind"] = "workshop", ["onlineCapacity"] = 1, ["agreement"] = "What is said here stays here.",
        ["joiningLink"] = "https://meet.example.org/quiet", ["joiningInstructions"] = "Ring the bell twice.",
    };

    [Fact]
    public async Task Takes_a_place_under_the_pseudonym_of_the_project_and_gives_it_back()
    {
        await using var another = await app.AnotherServiceAsync();
        var (booked, cancelled) = (await another.ListenAsync<PlaceBooked>(), await another.ListenAsync<BookingCancelled>());
        var places = await Places.OpenAsync(app, capacity: 2, people: 1);

        var booking = await places.BookAsync(0);

        booking["state"]!.GetValue<string>().ShouldBe("booked");
        booking["participantId"]!.GetValue<Guid>().ShouldBe(places.People[0]);
        (await places.MineAsync(0))["title"]!.GetValue<string>().ShouldBe("From insights to action");
        await Eventually.Equals(1, () => Task.FromResult(booked.Count(e => e.ParticipantId == places.People[0])));
        using (var again = await places.TryAsync(0))
            (await WorkshopsApp.ProblemAsync(again, HttpStatusCode.Conflict, "already-exists"))["existingId"]!.GetValue<string>()
                .ShouldBe(booking["id"]!.GetValue<string>());

        (await places.CancelAsync(0)).ShouldBe(HttpStatusCode.NoContent);
        await Eventually.Equals(1, () => Task.FromResult(cancelled.Count(e => e.ParticipantId == places.People[0])));
        (await places.CountAsync<int>("booked FROM places")).ShouldBe(0);
    }

    [Fact]
    public async Task Needs_the_agreement_and_shows_how_to_join_to_those_alone_who_have_a_place()
    {
        var places = await Places.OpenAsync(app, capacity: 1, people: 4, (JsonObject)Online.DeepClone(), "hybrid");
        using (var refused = await places.TryAsync(0))
            (await WorkshopsApp.FaultsAsync(refused)).ShouldBe(["/agreed"]);

        (await places.BookAsync(0, agreed: true))["joiningLink"].ShouldBeNull("nobody joins a room by a link");
        var online = await places.BookAsync(1, agreed: true);
        var waiting = await places.BookAsync(2, agreed: true);

        (online["attendance"]!.GetValue<string>(), online["joiningLink"]!.GetValue<string>()).ShouldBe(
            ("online", "https://meet.example.org/quiet"));
        online["joiningInstructions"]!.GetValue<string>().ShouldBe("Ring the bell twice.");
        online["agreedAt"].ShouldNotBeNull();
        (waiting["state"]!.GetValue<string>(), waiting["position"]!.GetValue<int>()).ShouldBe(("waiting", 1));
        foreach (var secret in new[] { "meet.example.org", "the bell" })
            (await places.MineAsync(2)).ToJsonString().ShouldNotContain(secret);
    }

    [Fact]
    public async Task Moves_between_the_room_and_online_where_there_is_a_place()
    {
        var places = await Places.OpenAsync(app, capacity: 1, people: 3, (JsonObject)Online.DeepClone(), "hybrid");
        await places.BookAsync(0, agreed: true);
        using (var moved = await places.PostAsync(0, "move", new { attendance = "online" }))
            moved.StatusCode.ShouldBe(HttpStatusCode.OK, await moved.Content.ReadAsStringAsync());
        (await places.MineAsync(0))["attendance"]!.GetValue<string>().ShouldBe("online");

        (await places.BookAsync(1, agreed: true))["attendance"]!.GetValue<string>().ShouldBe("inRoom");
        using var full = await places.PostAsync(1, "move", new { attendance = "online" });
        await WorkshopsApp.ProblemAsync(full, HttpStatusCode.Conflict, "workshop-full");
        (await places.CountAsync<long>("sum(booked) FROM places")).ShouldBe(2);
    }

    [Fact]
    public async Task Is_for_those_who_take_part_and_for_workshops_that_have_not_begun()
    {
        var places = await Places.OpenAsync(app, capacity: 2, people: 1);
        var elsewhere = await Places.OpenAsync(app, capacity: 2, people: 1);
        using (var stranger = await (places with { People = elsewhere.People }).TryAsync(0))
            await WorkshopsApp.ProblemAsync(stranger, HttpStatusCode.Conflict, "not-taking-part");
        var begun = places with { Workshop = await app.ScheduledAsync(places.Project, startsAt: DateTimeOffset.UtcNow.AddMinutes(-1)) };
        using (var late = await begun.TryAsync(0))
            await WorkshopsApp.ProblemAsync(late, HttpStatusCode.Conflict, "workshop-started");

        var booking = await places.BookAsync(0);
        using var other = app.Participating(elsewhere.People[0]);
        (await other.GetAsync($"/api/workshops/v1/me/bookings/{booking["id"]}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.DeleteAsync($"/api/workshops/v1/me/bookings/{booking["id"]}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var program = app.Client("me");
        (await program.GetAsync("/api/workshops/v1/me/bookings")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Waits_for_somebodys_leaving_that_has_begun_and_then_finds_them_gone()
    {
        var places = await Places.OpenAsync(app, capacity: 2, people: 2);
        await using var leaving = await app.Database.OpenConnectionAsync();
        await using var transaction = await leaving.BeginTransactionAsync();
        await using (var left = leaving.CreateCommand())
        {
            left.CommandText = $"UPDATE participants SET present = false WHERE id = '{places.People[0]}'";
            await left.ExecuteNonQueryAsync();
        }

        var booking = places.TryAsync(0);
        await places.BookAsync(1);
        booking.IsCompleted.ShouldBeFalse("the leaving has not been committed");
        await transaction.CommitAsync();

        using var refused = await booking;
        await WorkshopsApp.ProblemAsync(refused, HttpStatusCode.Conflict, "participant-not-known");
        (await places.StateAsync(0)).ShouldBeNull();
    }

    [Fact]
    public async Task By_those_who_leave_at_the_same_moment_leaves_no_place_behind()
    {
        var places = await Places.OpenAsync(app, capacity: 40, people: 30);
        await using var participants = await app.AnotherServiceAsync();

        var messages = await Task.WhenAll(places.People.SelectMany((person, i) => new[]
        {
            places.TryAsync(i).ContinueWith(_ => Guid.Empty, TaskScheduler.Default),
            participants.PublishAsync(new ParticipantLeft(places.Project, person, DateTimeOffset.UtcNow)),
        }));

        foreach (var message in messages.Where(id => id != Guid.Empty)) await app.HandledAsync(message);
        (await places.CountAsync<long>("count(*) FROM bookings")).ShouldBe(0);
        (await places.CountAsync<int>("booked FROM places")).ShouldBe(0);
    }
}
