using System.Net;
using System.Net.Http.Json;
using QLab.Participants.Contracts;
using QLab.Testing;
using static QLab.Workshops.Tests.WorkshopsApp;

namespace QLab.Workshops.Tests;

/// <summary>Which workshops there are is public; a partner books for its own people and meets nobody else.</summary>
public sealed class PartnersApart(WorkshopsApp app)
{
    static readonly string[] OpenToThem =
    [
        "POST /workshops/{id}/bookings", "GET /workshops/{id}/bookings", "GET /workshops/{id}/bookings/{bookingId}",
        "DELETE /workshops/{id}/bookings/{bookingId}", "POST /workshops/{id}/bookings/{bookingId}/accept",
        "POST /workshops/{id}/bookings/{bookingId}/move",
    ];

    [Fact]
    public async Task Every_operation_is_closed_to_them_or_says_what_they_see() =>
        (await app.OpenToOrganisationsAsync(AllScopes, OpenToThem)).ShouldBeEmpty();

    [Fact]
    public async Task Books_for_its_own_people_and_sees_and_cancels_their_bookings_alone()
    {
        var project = await app.KnownProjectAsync();
        var (workshop, organisation) = (await app.ScheduledAsync(project), Guid.NewGuid());
        var people = await app.JoinedAsync(project, 2);
        var (own, other) = (people[0], people[1]);
        await BelongsAsync(project, own, organisation, minute: 0);
        using var staff = app.Client(AllScopes);
        using var partner = await app.PartnerAsync(project, AllScopes, organisation: organisation);
        var theirs = await CreatedAsync(staff, $"workshops/{workshop}/bookings", new { participantId = other });

        var booked = await CreatedAsync(partner, $"workshops/{workshop}/bookings", new { participantId = own });

        using var refused = await partner.PostAsJsonAsync($"/api/workshops/v1/workshops/{workshop}/bookings", new { participantId = other });
        await ProblemAsync(refused, HttpStatusCode.Conflict, "participant-not-known");
        var listed = await partner.GetStringAsync($"/api/workshops/v1/workshops/{workshop}/bookings");
        listed.ShouldContain(booked.ToString());
        listed.ShouldNotContain(theirs.ToString());
        (await StatusAsync(partner, HttpMethod.Get, workshop, booked)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(partner, HttpMethod.Get, workshop, theirs)).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(partner, HttpMethod.Delete, workshop, theirs)).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(partner, HttpMethod.Delete, workshop, booked)).ShouldBe(HttpStatusCode.NoContent);
        (await StatusAsync(staff, HttpMethod.Get, workshop, theirs)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Meets_nobody_in_a_project_that_it_is_no_partner_in_or_who_has_moved_on()
    {
        var project = await app.KnownProjectAsync();
        var (workshop, organisation) = (await app.ScheduledAsync(project), Guid.NewGuid());
        var who = (await app.JoinedAsync(project, 1))[0];
        await BelongsAsync(project, who, organisation, minute: 0);
        using var stranger = app.Client(AllScopes, organisation);
        using var before = await stranger.GetAsync($"/api/workshops/v1/workshops/{workshop}/bookings");
        before.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        using var partner = await app.PartnerAsync(project, AllScopes, organisation: organisation);
        var booking = await CreatedAsync(partner, $"workshops/{workshop}/bookings", new { participantId = who });
        await BelongsAsync(project, who, null, minute: 2);
        await BelongsAsync(project, who, organisation, minute: 1);

        (await StatusAsync(partner, HttpMethod.Get, workshop, booking)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Whom_somebody_belonged_to_goes_with_them()
    {
        var project = await app.KnownProjectAsync();
        var who = (await app.JoinedAsync(project, 1))[0];
        await BelongsAsync(project, who, Guid.NewGuid(), minute: 0);
        (await app.ExportAsync(who))["affiliations"]!.AsArray().ShouldHaveSingleItem();

        await app.EraseAsync(who);
        await BelongsAsync(project, who, Guid.NewGuid(), minute: 1);

        (await app.Database.TracesAsync(who.ToString())).ShouldBeEmpty();
    }

    async Task BelongsAsync(Guid project, Guid who, Guid? organisation, int minute)
    {
        await using var participants = await app.AnotherServiceAsync();
        await app.HandledAsync(
            await participants.PublishAsync(new ParticipantAffiliationChanged(project, who, organisation, LongAgo.AddMinutes(minute))));
    }

    static async Task<HttpStatusCode> StatusAsync(HttpClient client, HttpMethod method, Guid workshop, Guid booking)
    {
        using var request = new HttpRequestMessage(method, $"/api/workshops/v1/workshops/{workshop}/bookings/{booking}");
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
