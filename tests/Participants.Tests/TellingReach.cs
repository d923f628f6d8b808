using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using QLab.Participants.Contracts;
using QLab.Participants.Notifications.Reaching;
using QLab.ServiceDefaults.Scheduling;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

/// <summary>Other services hear how each participant is reached by what is written to them, and no address.</summary>
public sealed class TellingReach(ParticipantsApp app)
{
    [Fact]
    public async Task Tells_of_every_change_once()
    {
        await using var another = await app.AnotherServiceAsync();
        var told = await another.ListenAsync<ParticipantReachAnnounced>();
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        var (participant, person, address) = await JoinedAsync(staff, project);
        var consents = $"projects/{project}/participants/{participant}/consents";

        await ToldAsync("noConsent");
        await DoneAsync(staff, $"{consents}/give", new { purpose = "contact" });
        await ToldAsync("noConsent", "mail");
        await PersonIsAsync("preferred_contact = 'Post', postal_address = '1 Lane'");
        await ToldAsync("noConsent", "mail", "post");
        await DoneAsync(staff, "notifications/bounces", new { email = address, kind = "hard" });
        await ToldAsync("noConsent", "mail", "post");
        await PersonIsAsync("preferred_contact = 'Email'");
        await ToldAsync("noConsent", "mail", "post", "mailReturned");
        await PersonIsAsync($"email = 'new-{address}', email_key = 'new-{address}'");
        await ToldAsync("noConsent", "mail", "post", "mailReturned", "mail");
        await DoneAsync(staff, "notifications/bounces", new { email = $"new-{address}", kind = "hard" });
        await ToldAsync("noConsent", "mail", "post", "mailReturned", "mail", "mailReturned");
        await DoneAsync(staff, $"{consents}/withdraw", new { purpose = "contact" });
        await ToldAsync("noConsent", "mail", "post", "mailReturned", "mail", "mailReturned", "noConsent");

        Task PersonIsAsync(string columns) => app.ExecuteAsync($"UPDATE people SET {columns} WHERE id = '{person}'");

        async Task ToldAsync(params string[] reach)
        {
            app.Services.GetRequiredService<WakeSignal<TellReach>>().Wake();
            await Eventually.Succeeds(() =>
            {
                Of(told, participant).Select(p => p.Reach).ShouldBe(reach);
                return Task.CompletedTask;
            });
        }
    }

    [Fact]
    public async Task Tells_again_of_everybody_who_takes_part_with_the_instants_of_then()
    {
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        var ((stays, _, _), (leaves, _, _)) = (await JoinedAsync(staff, project), await JoinedAsync(staff, project));
        foreach (var participant in new[] { stays, leaves }) await ToldOfAsync(participant);
        await DoneAsync(staff, $"projects/{project}/participants/{leaves}/leave");
        await using var another = await app.AnotherServiceAsync();
        var told = await another.ListenAsync<ParticipantReachAnnounced>();

        app.Services.GetRequiredService<WakeSignal<AnnounceReach>>().Wake();

        await Eventually.Equals(1, () => Task.FromResult(Of(told, stays).Count()));
        var since = await app.ScalarAsync<DateTime>($"SELECT told_at FROM told_reach WHERE participation_id = '{stays}'");
        Of(told, stays).Single().ShouldBe(new(stays, "noConsent", new(since)));
        Of(told, leaves).ShouldBeEmpty();
    }

    [Fact]
    public async Task Forgets_what_was_told_of_who_is_erased()
    {
        using var staff = app.Staff();
        var (participant, person, _) = await JoinedAsync(staff, await app.ProjectAsync());
        await ToldOfAsync(participant);

        using var asked = await staff.PostAsync($"/api/participants/v1/people/{person}/erasure", null);

        await Eventually.Equals(0L, () => CountAsync(participant));
    }

    async Task ToldOfAsync(Guid participant)
    {
        app.Services.GetRequiredService<WakeSignal<TellReach>>().Wake();
        await Eventually.Equals(1L, () => CountAsync(participant));
    }

    Task<long> CountAsync(Guid participant) =>
        app.ScalarAsync<long>($"SELECT count(*) FROM told_reach WHERE participation_id = '{participant}'");

    async Task<(Guid Participant, Guid Person, string Address)> JoinedAsync(HttpClient staff, Guid project)
    {
        var address = $"{Guid.NewGuid():N}@example.org";
        var person = await app.PersonAsync(email: address);
        return (await CreatedAsync(staff, $"projects/{project}/participants", Joining(person)), person, address);
    }

    /// <summary>What was told of somebody, in order; what is told again counts once.</summary>
    static IEnumerable<ParticipantReach> Of(ConcurrentQueue<ParticipantReachAnnounced> told, Guid participant) =>
        told.SelectMany(e => e.Participants).Where(p => p.ParticipantId == participant).DistinctBy(p => p.Since).OrderBy(p => p.Since);
}
