using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QLab.ServiceDefaults.Messaging.Outbox;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Imports;

/// <summary>Wakes the worker of this process; another's finds what waits by looking.</summary>
sealed class StoreSignal
{
    readonly Channel<bool> wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Wake() => wakes.Writer.TryWrite(true);

    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(wakes.Reader.ReadAsync(either.Token).AsTask(), Task.Delay(atMost, time, either.Token));
        await either.CancelAsync();
        ct.ThrowIfCancellationRequested();
    }
}

/// <summary>
/// Makes responses of the lines of an import, all in one transaction. Killed in the middle it has done nothing, and is done again at the next start;
/// replicas share the work by the lock on the import's row.
/// </summary>
sealed partial class StoreImports(IServiceScopeFactory scopes, StoreSignal signal, OutboxSignal outbox, TimeProvider time, ILogger<StoreImports> logger) : BackgroundService
{
    static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await signal.WaitAsync(Poll, time, stoppingToken);
                while (await StoreAsync(stoppingToken)) outbox.Wake();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // What a database says of a refused row may quote the row.
                Log.NotStored(logger, e.GetBaseException() is PostgresException refused ? refused.SqlState : e.GetBaseException().Message);
            }
        }
    }

    /// <returns>Whether there was one to store.</returns>
    public async Task<bool> StoreAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SurveysDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var claimed = await db.Set<Import>().FromSql($"SELECT * FROM imports WHERE state = 'Waiting' ORDER BY received_at LIMIT 1 FOR UPDATE SKIP LOCKED").ToListAsync(ct);
        if (claimed is not [var import]) return false;

        var survey = (await db.Surveys.FromSql($"SELECT *, xmin FROM surveys WHERE id = {import.SurveyId} FOR SHARE").AsNoTracking().ToListAsync(ct)).Single();
        var lines = new StagedLines((NpgsqlConnection)db.Database.GetDbConnection(), import, survey);
        var faults = await lines.FaultsAsync(survey.IsClosed(time.GetUtcNow()), ct);
        if (faults.Count > 0) import.Refuse(faults, time.GetUtcNow());
        else (import.State, import.Imported, import.FinishedAt) = (ImportState.Imported, await lines.StoreAsync(time.GetUtcNow(), ct), time.GetUtcNow());
        if (faults.Count > 0) await lines.ForgetAsync(ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "An import was not stored and is tried again: {Reason}")]
        public static partial void NotStored(ILogger logger, string reason);
    }
}
