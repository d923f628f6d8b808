using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Publications.Consumers;

sealed class CloseProjectWhenClosed(PublicationsDb db) : IHandle<ProjectClosed>
{
    public async Task Handle(IReadOnlyList<ProjectClosed> events, CancellationToken ct)
    {
        foreach (var closed in events)
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO projects (id, title_version, simulated, closed) VALUES ({closed.ProjectId}, 0, false, true)
                ON CONFLICT (id) DO UPDATE SET closed = true
                """, ct);
    }
}
