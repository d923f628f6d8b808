using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QLab.Surveys.Consents;

namespace QLab.Surveys.Exports;

/// <summary>How far a download has come, for whoever asks for the export meanwhile.</summary>
sealed class Progress(SurveysDb db, TimeProvider time, Export? export)
{
    public long Rows { get; set; }

    public bool HasEnded { get; private set; }

    /// <param name="counted">Null where it holds no answers.</param>
    public async Task StartAsync(FrozenCount? counted, CancellationToken ct)
    {
        if (export is null) return;
        var now = counted ?? new(0, new Dictionary<string, long>());
        var erased = Math.Max(0, now.Erased - export.RowsOfNobody);
        var leftOut = counted is null ? null : JsonSerializer.Serialize(LeftOut.Of(now.LeftOut), StoredJson.Options);
        var withdrawn = Math.Max(0, export.Rows - now.Rows - erased);
        await db.Database.ExecuteSqlAsync($"""
            UPDATE exports SET state = {nameof(ExportState.Running)}, rows_written = 0, withdrawn_since = {withdrawn}, erased_since = {erased},
                left_out = {leftOut}::jsonb, started_at = {time.GetUtcNow()}, ended_at = NULL
            WHERE id = {export.Id}
            """, ct);
    }

    public async Task NoteAsync(CancellationToken ct)
    {
        if (export is not null) await db.Database.ExecuteSqlAsync($"UPDATE exports SET rows_written = {Rows} WHERE id = {export.Id}", ct);
    }

    /// <remarks>Noted even when the client has gone away.</remarks>
    public async Task EndAsync(ExportState state)
    {
        HasEnded = true;
        if (export is null) return;
        await db.Database.ExecuteSqlAsync(
            $"UPDATE exports SET state = {state.ToString()}, rows_written = {Rows}, ended_at = {time.GetUtcNow()} WHERE id = {export.Id}");
    }
}
