using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Publications.Consumers;

sealed class KeepTitleWhenProjectCorrected(PublicationsDb db) : IHandle<ProjectCorrected>
{
    public async Task Handle(IReadOnlyList<ProjectCorrected> events, CancellationToken ct)
    {
        foreach (var corrected in events)
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO projects (id, title, title_version, simulated, closed) VALUES ({corrected.ProjectId}, {corrected.Title}, {corrected.Version}, false, false)
                ON CONFLICT (id) DO UPDATE SET title = excluded.title, title_version = excluded.title_version
                WHERE projects.title_version < excluded.title_version
                """, ct);
    }
}
