using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace QLab.Participants.Imports;

/// <summary>
/// Checks and applies lists in the background, some lines at a time. A portion commits whole or not at all, together with how far the import has come:
/// after a kill the next start goes on where the last commit was. Replicas share the work, because an import is locked while one of its portions runs.
/// </summary>
sealed partial class RunImports(IServiceScopeFactory scopes, TimeProvider time, ILogger<RunImports> logger) : BackgroundService
{
    const int Portion = 200;

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                while (await RunPortionAsync(stoppingToken)) stoppingToken.ThrowIfCancellationRequested();
                await ForgetAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // What a database says of a refused row may quote the row.
                Log.NotRun(logger, e.GetBaseException() is PostgresException refused ? refused.SqlState : e.GetBaseException().Message);
            }
        }
    }

    async Task<bool> RunPortionAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ParticipantsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var claimed = await db.Imports.FromSql($"""
            SELECT * FROM imports WHERE state IN ('Checking', 'Applying') ORDER BY received_at LIMIT 1 FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);
        if (claimed is not [var import]) return false;

        var lines = await db.ImportLines.Where(l => l.ImportId == import.Id && l.Position > import.Done).OrderBy(l => l.Position).Take(Portion).ToListAsync(ct);
        if (lines.Count > 0 && import.State == ImportState.Checking) await CheckLines.RunAsync(import, lines, db, ct);
        else if (lines.Count > 0) await scope.ServiceProvider.GetRequiredService<AddLines>().RunAsync(import, lines, ct);

        import.Advance(lines.Count > 0 ? lines[^1].Position : import.Lines, finished: lines.Count < Portion, time.GetUtcNow());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    async Task ForgetAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ParticipantsDb>();
        var now = time.GetUtcNow();
        await db.ImportLines.Where(l => db.Imports.Any(i => i.Id == l.ImportId && i.LinesUntil < now)).ExecuteDeleteAsync(ct);
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A portion of an import was not done and is tried again: {Reason}")]
        public static partial void NotRun(ILogger logger, string reason);
    }
}
