using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Consumers;

/// <remarks>
/// Keeping that it is closed has locked the project's row; a survey that
/// is being opened for it holds that lock, so none is missed.
/// </remarks>
sealed class CloseSurveysWhenProjectClosed(SurveysDb db, IEvents events, TimeProvider time) : IHandle<ProjectClosed>
{
    public async Task Handle(IReadOnlyList<ProjectClosed> closings, CancellationToken ct)
    {
        Guid[] projects = [.. closings.Select(closed => closed.ProjectId)];
        var open = await db.Surveys.FromSql($"SELECT *, xmin FROM surveys WHERE project_id = ANY ({projects}) AND closed_at IS NULL ORDER BY id FOR UPDATE").ToListAsync(ct);
        foreach (var survey in open) survey.Close("The project has been closed.", time.GetUtcNow(), events);
    }
}
