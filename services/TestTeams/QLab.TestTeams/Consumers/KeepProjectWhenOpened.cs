using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.TestTeams.Consumers;

sealed class KeepProjectWhenOpened(TestTeamsDb db) : IHandle<ProjectOpened>
{
    public async Task Handle(IReadOnlyList<ProjectOpened> events, CancellationToken ct)
    {
        foreach (var opened in events)
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO projects (id, title, simulated, closed) VALUES ({opened.ProjectId}, {opened.Title}, {opened.Simulated}, false)
                ON CONFLICT (id) DO UPDATE SET title = excluded.title, simulated = excluded.simulated
                """, ct);
    }
}
