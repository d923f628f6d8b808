using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Participants.Contracts;
using QLab.Testing;
using QLab.Workshops.Contracts;

namespace QLab.Workshops.Tests;

public sealed class BookingAPlace(WorkshopsApp app) : IClassFixture<WorkshopsApp>
{
    [Fact]
    public async Task Is_announced_and_leaves_one_place_fewer()
    {
        var (workshop, project, participant) = await OpenAsync();
        await using var another = await app.AnotherServiceAsync();
        var announced = await another.ListenAsync<PlaceBooked>();

        var booking = await BookAsync(workshop, participant);

        await Eventually.Equals(1, () => Task.FromResult(announced.Count(e => e.BookingId == booking)));
        var said = announced.Single(e => e.BookingId == booking);
        (said.WorkshopId, said.ProjectId, said.ParticipantId).ShouldBe((workshop, project, participant));
        (await PlacesLeftAsync(workshop)).ShouldBe(1);
    }

    [Fact]
    public async Task Twice_is_refused_with_the_first_booking()
    {
        var (workshop, _, participant) = await OpenAsync();
        var booking = await BookAsync(workshop, participant);

        using var again = await TryAsync(workshop, participant);

        (await WorkshopsApp.ProblemAsync(again, HttpStatusCode.Conflict, "already-exists"))["existingId"]!.GetValue<Guid>()
            .ShouldBe(booking);
        (await PlacesLeftAsync(workshop)).ShouldBe(1);
    }

    [Fact]
    public async Task Sent_again_with_its_key_takes_one_place_and_gives_the_same_answer()
    {
        var (workshop, _, participant) = await OpenAsync();
        using var staff = app.Client(WorkshopsApp.AllScopes);
        staff.DefaultRequestHeaders.Add("Idempotency-Key", $"\"{participant}\"");
        var first = await WorkshopsApp.CreatedAsync(staff, $"workshops/{workshop}/bookings", new { participantId = participant });
        var second = await WorkshopsApp.CreatedAsync(staff, $"workshops/{workshop}/bookings", new { participantId = participant });
        second.ShouldBe(first);
        (await PlacesLeftAsync(workshop)).ShouldBe(1);
    }

    [Fact]
    public async Task Is_counted_once_however_often_it_is_sent_and_not_at_all_when_it_is_refused()
    {
        var (workshop, _, participant) = await OpenAsync();
        using var measures = new RecordedMeasures(app.Services);
        using var staff = app.Client(WorkshopsApp.AllScopes);
        staff.DefaultRequestHeaders.Add("Idempotency-Key", $"\"{Guid.NewGuid()}\"");

        for (var i = 0; i < 3; i++)
            await WorkshopsApp.CreatedAsync(staff, $"workshops/{workshop}/bookings", new { participantId = participant });
        using var again = await TryAsync(workshop, participant);
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        measures.Sum("qlab.workshop.bookings").ShouldBe(1);

        var (another, _, somebody) = await OpenAsync();
        await BookAsync(another, somebody);
        measures.Sum("qlab.workshop.bookings").ShouldBe(2);
    }

    [Fact]
    public async Task At_a_full_workshop_is_refused_until_somebody_cancels()
    {
        var project = await app.KnownProjectAsync();
        var workshop = await app.ScheduledAsync(project, capacity: 1);
        var participants = await app.JoinedAsync(project, 2);
        var booking = await BookAsync(workshop, participants[0]);
        using var full = await TryAsync(workshop, participants[1]);
        await WorkshopsApp.ProblemAsync(full, HttpStatusCode.Conflict, "workshop-full");

        await using var another = await app.AnotherServiceAsync();
        var cancelled = await another.ListenAsync<BookingCancelled>();
        (await CancelAsync(workshop, booking)).ShouldBe(HttpStatusCode.NoContent);

        await BookAsync(workshop, participants[1]);
        (await CancelAsync(workshop, booking)).ShouldBe(HttpStatusCode.NotFound);
        await Eventually.Equals(
            1, () => Task.FromResult(cancelled.Count(e => e.BookingId == booking && e.ParticipantId == participants[0])));
    }

    [Fact]
    public async Task For_somebody_nobody_told_of_or_of_another_project_says_when_to_try_again()
    {
        var (workshop, _, _) = await OpenAsync();
        var (_, _, elsewhere) = await OpenAsync();
        foreach (var stranger in new[] { Guid.NewGuid(), elsewhere })
        {
            using var refused = await TryAsync(workshop, stranger);
            await WorkshopsApp.ProblemAsync(refused, HttpStatusCode.Conflict, "participant-not-known");
            refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        }
        (await PlacesLeftAsync(workshop)).ShouldBe(2);
    }

    [Fact]
    public async Task By_somebody_who_leaves_is_freed_but_kept_where_the_workshop_was_held()
    {
        var (upcoming, project, participant) = await OpenAsync();
        var held = await app.ScheduledAsync(project, capacity: 2);
        await BookAsync(upcoming, participant);
        await BookAsync(held, participant);
        await app.HeldAsync(held);
        await using var participants = await app.AnotherServiceAsync();
        var cancelled = await participants.ListenAsync<BookingCancelled>();

        await participants.PublishAsync(new ParticipantLeft(project, participant, DateTimeOffset.UtcNow));

        await Eventually.Equals(2, () => PlacesLeftAsync(upcoming));
        (await PlacesLeftAsync(held)).ShouldBe(1);
        await Eventually.Equals(1, () => Task.FromResult(cancelled.Count(e => e.WorkshopId == upcoming && e.ParticipantId == participant)));
        using var refused = await TryAsync(upcoming, participant);
        await WorkshopsApp.ProblemAsync(refused, HttpStatusCode.Conflict, "participant-not-known");
    }

    [Fact]
    public async Task By_somebody_whose_leaving_comes_before_their_joining_is_refused()
    {
        var (workshop, project, known) = await OpenAsync();
        var (early, late, participant) = (DateTimeOffset.UtcNow.AddHours(-2), DateTimeOffset.UtcNow.AddHours(-1), Guid.NewGuid());
        await using var participants = await app.AnotherServiceAsync();
        await app.HandledAsync(await participants.PublishAsync(new ParticipantLeft(project, participant, late)));
        await app.HandledAsync(await participants.PublishAsync(new ParticipantJoined(project, participant, ["carer"], early)));
        await app.HandledAsync(await participants.PublishAsync(new ParticipantLeft(project, known, early)));
        (await app.ScalarAsync<long>($"SELECT count(*) FROM participants WHERE id = '{participant}' AND present")).ShouldBe(0);

        using var refused = await TryAsync(workshop, participant);
        await WorkshopsApp.ProblemAsync(refused, HttpStatusCode.Conflict, "participant-not-known");
        await BookAsync(workshop, known);
    }

    [Fact]
    public async Task After_it_was_held_is_neither_made_nor_cancelled()
    {
        var (workshop, project, participant) = await OpenAsync();
        var booking = await BookAsync(workshop, participant);
        await app.HeldAsync(workshop);
        using var late = await TryAsync(workshop, (await app.JoinedAsync(project, 1))[0]);
        await WorkshopsApp.ProblemAsync(late, HttpStatusCode.Conflict, "workshop-held");
        (await CancelAsync(workshop, booking)).ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task In_a_closed_project_is_refused()
    {
        var (workshop, project, participant) = await OpenAsync();
        await app.CloseAsync(project);
        using var refused = await TryAsync(workshop, participant);
        await WorkshopsApp.ProblemAsync(refused, HttpStatusCode.Conflict, "project-closed");
    }

    [Fact]
    public async Task Is_shown_by_pseudonym_to_those_with_the_scope_only()
    {
        var (workshop, _, participant) = await OpenAsync();
        var booking = await BookAsync(workshop, participant);
        using var reader = app.Client("workshops:read");
        using var writer = app.Client("workshops:write");

        var listed = JsonNode.Parse(await reader.GetStringAsync($"/api/workshops/v1/workshops/{workshop}/bookings"))!.AsArray();
        listed.Select(b => (b!["id"]!.GetValue<Guid>(), b["participantId"]!.GetValue<Guid>(), b["simulated"]!.GetValue<bool>()))
            .ShouldBe([(booking, participant, true)]);
        (await reader.GetStringAsync($"/api/workshops/v1/workshops/{workshop}/bookings/{booking}")).ShouldContain(participant.ToString());
        using var refused = await writer.GetAsync($"/api/workshops/v1/workshops/{workshop}/bookings");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    async Task<(Guid Workshop, Guid Project, Guid Participant)> OpenAsync()
    {
        var project = await app.KnownProjectAsync();
        return (await app.ScheduledAsync(project, capacity: 2), project, (await app.JoinedAsync(project, 1))[0]);
    }

    async Task<Guid> BookAsync(Guid workshop, Guid participantId)
    {
        using var staff = app.Client(WorkshopsApp.AllScopes);
        return await WorkshopsApp.CreatedAsync(staff, $"workshops/{workshop}/bookings", new { participantId });
    }

    async Task<HttpResponseMessage> TryAsync(Guid workshop, Guid participantId)
    {
        using var staff = app.Client(WorkshopsApp.AllScopes);
        return await staff.PostAsJsonAsync($"/api/workshops/v1/workshops/{workshop}/bookings", new { participantId });
    }

    async Task<HttpStatusCode> CancelAsync(Guid workshop, Guid booking)
    {
        using var staff = app.Client(WorkshopsApp.AllScopes);
        using var cancelled = await staff.DeleteAsync($"/api/workshops/v1/workshops/{workshop}/bookings/{booking}");
        return cancelled.StatusCode;
    }

    Task<int> PlacesLeftAsync(Guid workshop) =>
        app.ScalarAsync<int>($"SELECT capacity - booked FROM places WHERE workshop_id = '{workshop}'");
}
