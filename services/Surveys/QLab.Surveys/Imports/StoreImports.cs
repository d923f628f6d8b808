using Microsoft.EntityFrameworkCore;
using Npgsql;
using QLab.ServiceDefaults.Messaging.Outbox;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Scheduling;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Imports;

/// <summary>
/// Makes responses of the lines of an import, all in one transaction. Killed in the middle it has done nothing, and is done again at
/// the next start; replicas share the work by the lock on the import's row.
/// </summary>
sealed class StoreImports(SurveysDb db, WakeSignal<OutboxRelay> relay, AfterCommit afterCommit, TimeProvider time) : IDueWork
{
    public static DueRows Rows { get; } = new("imports", "state = 'Waiting'", "received_at");

    public async Task RunAsync(Guid id, CancellationToken ct)
    {
        var import = await db.Set<Import>().SingleAsync(i => i.Id == id, ct);
        var survey = (await db.Surveys.FromSql($"SELECT *, xmin FROM surveys WHERE id = {import.SurveyId} FOR SHARE").AsNoTracking().ToListAsync(ct)).Single();
        var lines = new StagedLines((NpgsqlConnection)db.Database.GetDbConnection(), import, survey);
        var faults = await lines.FaultsAsync(survey.IsClosed(time.GetUtcNow()), ct);
        if (faults.Count > 0) import.Refuse(faults, time.GetUtcNow());
        else import.Store(await lines.StoreAsync(time.GetUtcNow(), ct), time.GetUtcNow());
        if (faults.Count > 0) await lines.ForgetAsync(ct);
        afterCommit.Do(relay.Wake);
    }
}
