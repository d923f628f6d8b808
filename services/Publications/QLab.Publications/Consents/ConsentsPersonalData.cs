using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Publications.Consents;

sealed class ConsentsPersonalData(PublicationsDb db) : IPersonalData
{
    public string Name => "consents";

    public IReadOnlyList<string> Tables => ["consents"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) =>
        await db.Consents.Where(c => subject.Pseudonyms.Contains(c.ParticipantId))
            .Select(c => new { c.ParticipantId, c.Purpose, c.Given, c.ChangedAt }).ToListAsync(ct);

    public Task EraseAsync(DataSubject subject, CancellationToken ct) =>
        db.Consents.Where(c => subject.Pseudonyms.Contains(c.ParticipantId)).ExecuteDeleteAsync(ct);
}
