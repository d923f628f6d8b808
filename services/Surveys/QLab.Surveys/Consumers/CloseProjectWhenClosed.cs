using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Consumers;

/// <remarks>The project's row is locked by the first statement; a survey that is being opened for it holds that lock, so none is missed.</remarks>
sealed class CloseProjectWhenClosed(SurveysDb db, IEvents events, TimeProvider time) : IHandle<ProjectClosed>
{
    public async Task Handle(IReadOnlyList<ProjectClosed> closings, CancellationToken ct)
    {
        foreach (var closed in closings)
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO projects (id, simulated, closed) VALUES ({closed.ProjectId}, false, true)
                ON CONFLICT (id) DO UPDATE SET closed = true
                """, ct);

        Guid[] projects = [.. closings.Select(closed => closed.ProjectId)];
        var open = await db.Surveys.FromSql($"SELECT *, xmin FROM surveys WHERE project_id = ANY ({projects}) AND closed_at IS NULL ORDER BY id FOR UPDATE").ToListAsync(ct);
        foreach (var survey in open) survey.Close("The project has been closed.", time.GetUtcNow(), events);
    }
}
