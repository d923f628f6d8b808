using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Messaging;
using QLab.TestTeams.Contracts;

namespace QLab.Publications.Consumers;

sealed class KeepGrantWhenAwarded(PublicationsDb db) : IHandle<GrantAwarded>
{
    public Task Handle(IReadOnlyList<GrantAwarded> events, CancellationToken ct)
    {
        Guid[] ids = [.. events.Select(e => e.GrantId)];
        Guid[] teams = [.. events.Select(e => e.TeamId)];
        Guid[] projects = [.. events.Select(e => e.ProjectId)];
        DateOnly[] days = [.. events.Select(e => e.AwardedOn)];
        return db.Database.ExecuteSqlAsync($"""
            INSERT INTO grants (id, team_id, project_id, awarded_on) SELECT * FROM unnest({ids}, {teams}, {projects}, {days})
            ON CONFLICT (id) DO NOTHING
            """, ct);
    }
}
