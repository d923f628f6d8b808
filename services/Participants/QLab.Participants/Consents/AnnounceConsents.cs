using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Participants.Consents;

/// <summary>
/// Tells again what was told of consents, with the instants of then: a service may have begun to listen since, or come from a backup. Who
/// knows it already writes nothing. A "no" to what was never given stays here.
/// </summary>
sealed class AnnounceConsents(ParticipantsDb db, IEvents events, TimeProvider time) : IPeriodicWork
{
    /// <summary>So many in one event that it stays small.</summary>
    const int Most = 500;

    public async Task RunAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var told = await (
            from entry in db.ConsentEntries
            where !db.ConsentEntries.Any(e => e.LedgerId == entry.LedgerId && e.Purpose == entry.Purpose && e.Position > entry.Position)
                && db.ConsentEntries.Any(e => e.LedgerId == entry.LedgerId && e.Purpose == entry.Purpose && e.Given)
            join participation in db.Participations on entry.LedgerId equals participation.LedgerId!.Value
            where participation.PersonId != null
            orderby participation.Id, entry.Position
            select new { participation.ProjectId, participation.Id, Said = entry }).AsNoTracking().ToListAsync(ct);
        foreach (var project in told.GroupBy(of => of.ProjectId))
            foreach (var some in project.Chunk(Most))
                events.Publish(new ConsentsAnnounced(project.Key, [.. some.Select(of => Announced(of.Id, of.Said))], now));
        await db.SaveChangesAsync(ct);
    }

    static AnnouncedConsent Announced(Guid participant, ConsentEntry said) =>
        new(participant, PurposeText.Of(said.Purpose), said.Given, said.WordingVersion, said.RecordedAt);
}
