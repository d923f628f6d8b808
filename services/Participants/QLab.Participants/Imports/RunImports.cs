using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Participants.Imports;

/// <summary>
/// Checks and applies lists in the background, some lines at a time. A portion commits whole or not at all, together with how far the
/// import has come: after a kill the next start goes on where the last commit was.
/// </summary>
sealed class RunImports(ParticipantsDb db, AddLines addLines, TimeProvider time) : IDueWork
{
    const int Portion = 200;

    public static DueRows Rows { get; } = new("imports", "state IN ('Checking', 'Applying')", "received_at");

    public async Task RunAsync(Guid id, CancellationToken ct)
    {
        var import = await db.Imports.SingleAsync(i => i.Id == id, ct);
        var lines = await db.ImportLines.Where(l => l.ImportId == id && l.Position > import.Done)
            .OrderBy(l => l.Position)
            .Take(Portion)
            .ToListAsync(ct);
        if (lines.Count > 0 && import.State == ImportState.Checking) await CheckLines.RunAsync(import, lines, db, ct);
        else if (lines.Count > 0) await addLines.RunAsync(import, lines, ct);

        import.Advance(lines.Count > 0 ? lines[^1].Position : import.Lines, finished: lines.Count < Portion, time.GetUtcNow());
    }
}

/// <summary>Throws the lines of lists away after their time.</summary>
sealed class ForgetLines(ParticipantsDb db, TimeProvider time) : IPeriodicWork
{
    public Task RunAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return db.ImportLines.Where(l => db.Imports.Any(i => i.Id == l.ImportId && i.LinesUntil < now)).ExecuteDeleteAsync(ct);
    }
}
