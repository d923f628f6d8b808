using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using QLab.Participants.Contracts;
using QLab.Participants.Projects;
using QLab.ServiceDefaults.Scheduling;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class AnnouncingProjects(ParticipantsApp app)
{
    [Fact]
    public async Task Tells_the_phase_the_partners_and_that_it_is_closed_to_who_came_too_late()
    {
        await using var another = await app.AnotherServiceAsync();
        var announced = await another.ListenAsync<ProjectAnnounced>();
        using var staff = app.Staff();
        var (id, untouched) = (await app.ProjectAsync(), await app.ProjectAsync());
        var organisation = await CreatedAsync(staff, "organisations", new { name = $"Partner of {id}", kind = "charity" });
        foreach (var role in new[] { "teamHost", "funder" })
            await CreatedAsync(staff, $"projects/{id}/partnerships", new { organisationId = organisation, role });
        await DoneAsync(staff, $"projects/{id}/phases/enter", new { name = "research" });
        using var closed = await staff.PostAsync($"/api/participants/v1/projects/{id}/close", null);
        closed.EnsureSuccessStatusCode();

        app.Services.GetRequiredService<WakeSignal<AnnounceProjects>>().Wake();

        await Eventually.Succeeds(() =>
        {
            var told = announced.Where(e => e.ProjectId == id && e.Closed).ShouldHaveSingleItem();
            (told.Version, told.Phase).ShouldBe((3, "research"));
            told.Partners.Select(role => (role.Key, role.Value.ShouldHaveSingleItem()))
                .ShouldBe([("teamHost", organisation), ("funder", organisation)], ignoreOrder: true);
            var other = announced.First(e => e.ProjectId == untouched);
            (other.Version, other.Phase, other.Closed, other.Partners.Count).ShouldBe((1, null, false, 0));
            return Task.CompletedTask;
        });
    }
}
