using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Publications.Consumers;

sealed class KeepProjectWhenOpened(PublicationsDb db) : IHandle<ProjectOpened>
{
    public async Task Handle(IReadOnlyList<ProjectOpened> events, CancellationToken ct)
    {
        foreach (var opened in events)
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO projects (id, title, title_version, simulated, closed) VALUES ({opened.ProjectId}, {opened.Title}, {opened.Version}, {opened.Simulated}, false)
                ON CONFLICT (id) DO UPDATE SET
                    title = CASE WHEN projects.title_version > excluded.title_version THEN projects.title ELSE excluded.title END,
                    title_version = greatest(projects.title_version, excluded.title_version),
                    simulated = excluded.simulated
                """, ct);
    }
}
