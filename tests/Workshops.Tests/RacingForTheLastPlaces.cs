using System.Net;
using System.Net.Http.Json;
using Npgsql;
using QLab.Testing;
using QLab.Workshops.Contracts;

namespace QLab.Workshops.Tests;

public sealed class RacingForTheLastPlaces(WorkshopsApp app)
{
    [Fact]
    public async Task Gives_every_place_once_and_refuses_the_others()
    {
        var project = await app.KnownProjectAsync();
        var workshop = await app.ScheduledAsync(project, capacity: 10);
        var participants = await app.JoinedAsync(project, 80);
        await using var another = await app.AnotherServiceAsync();
        var announced = await another.ListenAsync<PlaceBooked>();

        var answers = await Task.WhenAll(participants.Select(participant => TryAsync(workshop, participant)));

        answers.Count(status => status == HttpStatusCode.Created).ShouldBe(10);
        answers.Count(status => status == HttpStatusCode.Conflict).ShouldBe(70);
        (await BookedAsync(workshop)).ShouldBe((10, 10L));
        await Eventually.Equals(10, () => Task.FromResult(announced.Count(e => e.WorkshopId == workshop)));
        await Eventually.Equals(0L, () => app.ScalarAsync<long>("SELECT count(*) FROM outbox"));
        announced.Count(e => e.WorkshopId == workshop).ShouldBe(10);
    }

    [Fact]
    public async Task By_one_participant_many_times_takes_one_place()
    {
        var project = await app.KnownProjectAsync();
        var workshop = await app.ScheduledAsync(project, capacity: 10);
        var participant = (await app.JoinedAsync(project, 1))[0];

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => TryAsync(workshop, participant)));

        answers.Count(status => status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(status => status == HttpStatusCode.Conflict).ShouldBe(39);
        (await BookedAsync(workshop)).ShouldBe((1, 1L));
    }

    [Fact]
    public async Task While_others_cancel_keeps_count_of_what_is_booked()
    {
        var project = await app.KnownProjectAsync();
        var workshop = await app.ScheduledAsync(project, capacity: 5);
        var participants = await app.JoinedAsync(project, 40);

        await Task.WhenAll(participants.Select(async (participant, i) =>
        {
            using var staff = app.Client(WorkshopsApp.AllScopes);
            var id = Guid.NewGuid();
            using var booked = await staff.PostAsJsonAsync(Bookings(workshop), new { id, participantId = participant });
            if (booked.StatusCode != HttpStatusCode.Created || i % 2 == 1) return;
            var cancelled =
                await Task.WhenAll(staff.DeleteAsync($"{Bookings(workshop)}/{id}"), staff.DeleteAsync($"{Bookings(workshop)}/{id}"));
            cancelled.Select(c => c.StatusCode).ShouldBe([HttpStatusCode.NoContent, HttpStatusCode.NotFound], ignoreOrder: true);
        }));

        var (counted, rows) = await BookedAsync(workshop);
        rows.ShouldBe(counted);
        counted.ShouldBeLessThanOrEqualTo(5);
    }

    [Fact]
    public async Task Cannot_be_won_past_the_schema_either()
    {
        var workshop = await app.ScheduledAsync(await app.KnownProjectAsync(), capacity: 5);
        var refused = await Should.ThrowAsync<PostgresException>(
            () => app.ScalarAsync<int>($"UPDATE places SET booked = 6 WHERE workshop_id = '{workshop}' RETURNING booked"));
        refused.ConstraintName.ShouldBe("ck_places_never_oversold");
    }

    async Task<HttpStatusCode> TryAsync(Guid workshop, Guid participantId)
    {
        using var staff = app.Client(WorkshopsApp.AllScopes);
        using var answer = await staff.PostAsJsonAsync(Bookings(workshop), new { participantId });
        return answer.StatusCode;
    }

    static string Bookings(Guid workshop) => $"/api/workshops/v1/workshops/{workshop}/bookings";

    async Task<(int Counted, long Rows)> BookedAsync(Guid workshop) => (
        await app.ScalarAsync<int>($"SELECT booked FROM places WHERE workshop_id = '{workshop}'"),
        await app.ScalarAsync<long>($"SELECT count(*) FROM bookings WHERE workshop_id = '{workshop}'"));
}
