using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Consumers;

/// <remarks>
/// Keeping that it is closed has locked the project's row; a survey that
/// is being opened for it holds that lock, so none is missed. A closing that comes
/// after the project was opened again ends what had been opened before it.
/// </remarks>
sealed class CloseSurveysWhenProjectClosed(SurveysDb db, IEvents events, TimeProvider time) : IHandle<ProjectClosed>
{
    public async Task Handle(IReadOnlyList<ProjectClosed> closings, CancellationToken ct)
    {
        Guid[] projects = [.. closings.Select(closed => closed.ProjectId)];
        DateTimeOffset[] times = [.. closings.Select(closed => closed.OccurredAt.ToUniversalTime())];
        var open = await db.Surveys.FromSql($"""
            SELECT s.*, s.xmin FROM surveys s
            WHERE s.closed_at IS NULL AND EXISTS (
                SELECT 1 FROM unnest({projects}, {times}) AS closing (project_id, at) JOIN projects p ON p.id = closing.project_id
                WHERE closing.project_id = s.project_id AND (p.closed OR s.opened_at <= closing.at))
            ORDER BY s.id FOR UPDATE
            """).ToListAsync(ct);
        foreach (var survey in open) survey.Close("The project has been closed.", time.GetUtcNow(), events);
    }
}
