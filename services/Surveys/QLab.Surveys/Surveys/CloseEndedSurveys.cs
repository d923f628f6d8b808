using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Surveys.Surveys;

/// <summary>
/// Closes surveys whose window has ended. Submissions look at the window themselves; this says so to everybody else, once, however many
/// replicas look.
/// </summary>
sealed class CloseEndedSurveys(SurveysDb db, IEvents events) : IDueWork
{
    public static DueRows Rows { get; } = new("surveys", "closed_at IS NULL AND closes_at <= @now", "closes_at");

    public async Task RunAsync(Guid id, CancellationToken ct)
    {
        var survey = await db.Surveys.SingleAsync(s => s.Id == id, ct);
        survey.Close("The window has ended.", survey.ClosesAt!.Value, events);
    }
}
