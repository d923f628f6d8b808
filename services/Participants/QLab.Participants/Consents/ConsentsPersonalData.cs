using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants.Consents;

/// <summary>The ledger keeps its entries as proof; what makes them somebody's is the participation's ledger id, and that goes.</summary>
sealed class ConsentsPersonalData(ParticipantsDb db) : IPersonalData
{
    public string Name => "consents";

    public IReadOnlyList<string> Tables => ["consent_entries"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) => await (
        from participation in db.Participations
        join entry in db.ConsentEntries on participation.LedgerId equals entry.LedgerId
        join wording in db.ConsentWordings on new { entry.Purpose, Version = entry.WordingVersion } equals new { wording.Purpose, wording.Version }
        where subject.Pseudonyms.Contains(participation.Id)
        orderby entry.Position
        select new { ParticipantId = participation.Id, entry.Purpose, entry.Given, wording.Version, wording.Text, entry.RecordedAt, entry.Method, entry.Paper }).ToListAsync(ct);

    public Task EraseAsync(DataSubject subject, CancellationToken ct) =>
        db.Participations.Where(p => subject.Pseudonyms.Contains(p.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.LedgerId, (Guid?)null), ct);
}
