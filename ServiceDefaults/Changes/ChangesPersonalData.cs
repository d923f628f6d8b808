using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Privacy;

namespace QLab.ServiceDefaults.Changes;

/// <summary>Who put something right is data about them. After an erasure it stays on record what was done and why, and not by whom.</summary>
sealed class ChangesPersonalData(ServiceDb db) : IPersonalData
{
    public string Name => "changes";

    public IReadOnlyList<string> Tables => ["change_entries"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) =>
        await By(subject).OrderBy(e => e.Position).Select(e => new { e.Noun, e.ThingId, e.Action, e.Reason, e.ChangedAt }).ToListAsync(ct);

    public Task EraseAsync(DataSubject subject, CancellationToken ct) =>
        By(subject).ExecuteUpdateAsync(set => set.SetProperty(e => e.PersonId, (Guid?)null), ct);

    IQueryable<ChangeEntry> By(DataSubject subject)
    {
        var ids = subject.Ids;
        return db.Set<ChangeEntry>().Where(e => e.PersonId != null && ids.Contains(e.PersonId.Value));
    }
}
