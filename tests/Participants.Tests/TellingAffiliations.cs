using Microsoft.Extensions.DependencyInjection;
using QLab.Participants.Contracts;
using QLab.Participants.Participations;
using QLab.ServiceDefaults.Scheduling;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

/// <summary>Other services hear which partner a participant belongs to, and of no other organisation.</summary>
public sealed class TellingAffiliations(ParticipantsApp app)
{
    [Fact]
    public async Task Tells_of_partners_alone_of_every_change_and_nothing_twice()
    {
        await using var another = await app.AnotherServiceAsync();
        var told = await another.ListenAsync<ParticipantAffiliationChanged>();
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        var (partner, stranger) = (await OrganisationAsync(staff), await OrganisationAsync(staff));
        await PartnershipAsync(staff, project, partner);
        var (own, other) = (await JoinedAsync(staff, project, partner), await JoinedAsync(staff, project, stranger));

        await ToldAsync(own, partner);
        told.ShouldNotContain(e => e.ParticipantId == other);

        var partnership = await PartnershipAsync(staff, project, stranger);
        await ToldAsync(other, stranger);
        await DoneAsync(staff, $"projects/{project}/partnerships/{partnership}/end", new { reason = "Its part is over." });
        await ToldAsync(other, stranger, null);
        await app.ScalarAsync<int>($"""
            UPDATE people SET organisation_id = NULL WHERE id = (SELECT person_id FROM participations WHERE id = '{own}')
            """);
        await ToldAsync(own, partner, null);
        app.Services.GetRequiredService<WakeSignal<TellAffiliations>>().Wake();
        await Task.Delay(500);
        told.Count(e => e.ParticipantId == own).ShouldBe(2);

        Task ToldAsync(Guid participant, params Guid?[] organisations)
        {
            app.Services.GetRequiredService<WakeSignal<TellAffiliations>>().Wake();
            return Eventually.Succeeds(() =>
            {
                told.Where(e => e.ParticipantId == participant && e.ProjectId == project).OrderBy(e => e.OccurredAt)
                    .Select(e => e.OrganisationId).ShouldBe(organisations);
                return Task.CompletedTask;
            });
        }
    }

    static Task<Guid> OrganisationAsync(HttpClient staff) =>
        CreatedAsync(staff, "organisations", new { name = $"Organisation {Guid.NewGuid():N}", kind = "charity" });

    static Task<Guid> PartnershipAsync(HttpClient staff, Guid project, Guid organisationId) =>
        CreatedAsync(staff, $"projects/{project}/partnerships", new { organisationId, role = "partner" });

    static async Task<Guid> JoinedAsync(HttpClient staff, Guid project, Guid organisationId)
    {
        var person = await CreatedAsync(
            staff, "people", new { name = "Sam", email = $"{Guid.NewGuid():N}@example.org", organisationId });
        return await CreatedAsync(staff, $"projects/{project}/participants", Joining(person));
    }
}
