using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants.Audit;

/// <summary>
/// Whoever asks learns what was done with their data. Erasing their row takes the only link to these entries, which then prove it of
/// nobody.
/// </summary>
sealed class AuditPersonalData(ParticipantsDb db) : IPersonalData
{
    public string Name => "audit";

    public IReadOnlyList<string> Tables { get; } = ["audit_entries"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct)
    {
        var auditId = await db.People.Where(p => p.Id == subject.Subject).Select(p => p.AuditId).SingleOrDefaultAsync(ct);
        return await db.AuditEntries.Where(e => e.Subjects.Contains(auditId))
            .OrderBy(e => e.Position)
            .Select(e => new { e.At, e.Action, e.What })
            .ToListAsync(ct);
    }

    public Task EraseAsync(DataSubject subject, CancellationToken ct) => Task.CompletedTask;
}
