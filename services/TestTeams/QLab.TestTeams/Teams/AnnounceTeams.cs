using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Scheduling;
using QLab.TestTeams.Contracts;

namespace QLab.TestTeams.Teams;

/// <summary>
/// Tells what every team is called, because a service may have begun to listen since, or come from a backup. Who knows it already writes
/// nothing.
/// </summary>
sealed class AnnounceTeams(TestTeamsDb db, IEvents events, TimeProvider time) : IPeriodicWork
{
    public async Task RunAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var teams = await db.Teams.AsNoTracking().OrderBy(t => t.Id).ToListAsync(ct);
        foreach (var project in teams.GroupBy(t => t.ProjectId, t => new AnnouncedTeam(t.Id, t.Name, t.HostOrganisationIds)))
            events.Publish(new TeamsAnnounced(project.Key, [.. project], now));
        await db.SaveChangesAsync(ct);
    }
}
