using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants.Rights;

/// <summary>Exports and corrections go with the person; an erasure names nobody and stays as the proof that it was done.</summary>
sealed class RightsPersonalData(ParticipantsDb db) : IPersonalData
{
    public string Name => "requests";

    public IReadOnlyList<string> Tables => ["rights_requests", "export_parts"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) =>
        await db.RightsRequests.Where(r => r.Subject == subject.Subject).OrderBy(r => r.RequestedAt)
            .Select(r => new { r.Id, r.Kind, r.RequestedAt, r.CompletedAt }).ToListAsync(ct);

    public Task EraseAsync(DataSubject subject, CancellationToken ct) =>
        db.RightsRequests.Where(r => r.Subject == subject.Subject).ExecuteDeleteAsync(ct);
}
