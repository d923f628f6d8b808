using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Privacy;

namespace QLab.ReferenceData;

sealed class ConsentsPersonalData(ServiceDb db) : IPersonalData
{
    public string Name => "consents";

    public IReadOnlyList<string> Tables => ["consents"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) =>
        await Of(subject).Select(c => new { c.ParticipantId, c.Purpose, c.Given, c.ChangedAt }).ToListAsync(ct);

    public Task EraseAsync(DataSubject subject, CancellationToken ct) => Of(subject).ExecuteDeleteAsync(ct);

    IQueryable<Consent> Of(DataSubject subject) => db.Set<Consent>().Where(c => subject.Pseudonyms.Contains(c.ParticipantId));
}
