using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.TestTeams.Consumers;

sealed class CloseProjectWhenClosed(TestTeamsDb db) : IHandle<ProjectClosed>
{
    public async Task Handle(IReadOnlyList<ProjectClosed> events, CancellationToken ct)
    {
        foreach (var closed in events)
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO projects (id, simulated, closed) VALUES ({closed.ProjectId}, false, true)
                ON CONFLICT (id) DO UPDATE SET closed = true
                """, ct);
    }
}
