using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.ServiceDefaults.Messaging;
using QLab.Testing;

namespace QLab.Workshops.Tests;

public sealed class WritingToThoseWhoAreBooked(WorkshopsApp app)
{
    [Fact]
    public async Task Confirms_with_how_to_join_sealed_and_a_link_that_gives_the_place_back()
    {
        await using var another = await app.AnotherServiceAsync();
        var notices = await another.ListenAsync<NotificationRequested>();
        var places = await Places.OpenAsync(
            app, 2, 1, new JsonObject { ["kind"] = "webinar", ["joiningLink"] = "https://meet.example.org/quiet" }, "online");
        await places.BookAsync(0);

        var mail = await OneAsync(notices, places, "workshop-booked");

        string.Join(' ', mail.Values.Values).ShouldNotContain("example.org");
        var sealedValues = await places.OpenAsync(mail);
        sealedValues["joiningUrl"].ShouldBe("https://meet.example.org/quiet");
        using var anybody = app.Anonymous();
        var link = new Uri(sealedValues["placeUrl"]).PathAndQuery;
        (await anybody.GetStringAsync(link)).ShouldContain("give my place back");
        (await anybody.PostAsync(link.Replace("/place?", "/place/decline?"), null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await places.StateAsync(0)).ShouldBeNull();
    }

    [Fact]
    public async Task Reminds_two_days_before_and_thanks_a_day_after_those_who_were_not_missed()
    {
        await using var another = await app.AnotherServiceAsync();
        var notices = await another.ListenAsync<NotificationRequested>();
        var places = await Places.OpenAsync(app, 3, 2);
        await places.BookAsync(0);
        await places.BookAsync(1);
        await Eventually.Equals(2L, () => DueAsync(places, "Reminder"));
        OfThese(notices, places, "workshop-reminder").ShouldBeEmpty();

        await MoveAsync(places, "now() + interval '2 days'");
        await Eventually.Equals(2, () => Task.FromResult(OfThese(notices, places, "workshop-reminder").Count()));
        await app.ScalarAsync<int>($"UPDATE bookings SET presence = 'DidNotCome' WHERE participant_id = '{places.People[1]}' RETURNING 1");
        await MoveAsync(places, "now() - interval '2 days'", ", held_at = now()");

        (await OneAsync(notices, places, "workshop-follow-up")).ParticipantId.ShouldBe(places.People[0]);
        await Eventually.Equals(0L, () => places.CountAsync<long>("count(due_mail) FROM bookings"));
        OfThese(notices, places, "workshop-follow-up").Count().ShouldBe(1);
        OfThese(notices, places, "workshop-booked").Count().ShouldBe(2);
    }

    [Fact]
    public async Task Reminds_again_when_the_day_has_moved()
    {
        await using var another = await app.AnotherServiceAsync();
        var notices = await another.ListenAsync<NotificationRequested>();
        var places = await Places.OpenAsync(app, 3, 1);
        await places.BookAsync(0);
        await Eventually.Equals(1L, () => DueAsync(places, "Reminder"));
        await MoveAsync(places, "now() + interval '1 day'");
        await OneAsync(notices, places, "workshop-reminder");

        using var staff = app.Client(WorkshopsApp.AllScopes);
        using var put = new HttpRequestMessage(HttpMethod.Put, $"/api/workshops/v1/workshops/{places.Workshop}")
        {
            Content = JsonContent.Create(WorkshopsApp.Details(3, Places.ToCome)),
        };
        put.Headers.TryAddWithoutValidation("If-Match", "*");
        (await staff.SendAsync(put)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Eventually.Equals(1L, () => DueAsync(places, "Reminder"));
        await MoveAsync(places, "now() + interval '1 day'");

        await Eventually.Equals(2, () => Task.FromResult(OfThese(notices, places, "workshop-reminder").Count()));
    }

    [Fact]
    public async Task Writes_once_with_several_replicas_of_which_one_is_stopped_in_the_middle()
    {
        await using var another = await app.AnotherServiceAsync();
        var notices = await another.ListenAsync<NotificationRequested>();
        var second = app.Replica();
        await using var third = app.Replica();
        var places = await Places.OpenAsync(app, 60, 60);
        foreach (var wave in Enumerable.Range(0, 60).Chunk(20))
        {
            await Task.WhenAll(wave.Select(person => places.BookAsync(person)));
            if (wave[0] == 20) await second.DisposeAsync();
        }
        await Eventually.Equals(60L, () => DueAsync(places, "Reminder"));
        await MoveAsync(places, "now() + interval '1 day'");
        await Eventually.Equals(60L, () => DueAsync(places, "FollowUp"));

        foreach (var template in new[] { "workshop-booked", "workshop-reminder" })
        {
            // A message may come twice, above all from a replica that was stopped; two with one id are one mail.
            await Eventually.Equals(60, () => Task.FromResult(Mails(template).Count));
            Mails(template).Select(mail => mail.ParticipantId).Distinct().Count().ShouldBe(60);
        }

        HashSet<(Guid ParticipantId, Guid NotificationId)> Mails(string template) =>
            [.. OfThese(notices, places, template).Select(n => (n.ParticipantId, n.NotificationId))];
    }

    [Fact]
    public async Task Nobody_hears_of_what_was_over_when_it_was_recorded()
    {
        var project = await app.KnownProjectAsync();
        var (workshop, people) = (await app.ScheduledAsync(project), await app.JoinedAsync(project, 1));
        using var staff = app.Client(WorkshopsApp.AllScopes);
        await WorkshopsApp.CreatedAsync(staff, $"workshops/{workshop}/bookings", new { participantId = people[0] });
        (await app.ScalarAsync<long>($"SELECT count(due_mail) FROM bookings WHERE workshop_id = '{workshop}'")).ShouldBe(0);
    }

    static IEnumerable<NotificationRequested> OfThese(ConcurrentQueue<NotificationRequested> notices, Places places, string template) =>
        notices.Where(n => n.ProjectId == places.Project && n.Template == template);

    static async Task<NotificationRequested> OneAsync(ConcurrentQueue<NotificationRequested> notices, Places places, string template)
    {
        await Eventually.Equals(1, () => Task.FromResult(OfThese(notices, places, template).Count()));
        return OfThese(notices, places, template).Single();
    }

    Task<long> DueAsync(Places places, string mail) => app.ScalarAsync<long>(
        $"SELECT count(*) FROM bookings WHERE workshop_id = '{places.Workshop}' AND due_mail = '{mail}'");

    Task MoveAsync(Places places, string startsAt, string more = "") => app.ScalarAsync<int>(
        $"UPDATE workshops SET starts_at = {startsAt}, ends_at = {startsAt} + interval '4 hours'{more} WHERE id = '{places.Workshop}' RETURNING 1");
}
