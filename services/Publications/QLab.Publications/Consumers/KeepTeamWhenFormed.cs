using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Messaging;
using QLab.TestTeams.Contracts;

namespace QLab.Publications.Consumers;

sealed class KeepTeamWhenFormed(PublicationsDb db) : IHandle<TeamFormed>
{
    public Task Handle(IReadOnlyList<TeamFormed> events, CancellationToken ct)
    {
        Guid[] ids = [.. events.Select(e => e.TeamId)];
        Guid[] projects = [.. events.Select(e => e.ProjectId)];
        string[] names = [.. events.Select(e => e.Name)];
        return db.Database.ExecuteSqlAsync($"""
            INSERT INTO teams (id, project_id, name) SELECT * FROM unnest({ids}, {projects}, {names})
            ON CONFLICT (id) DO NOTHING
            """, ct);
    }
}
