using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.Participants.Participations;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Participants.Consents;

/// <summary>The only writer of consent entries: an entry and its event always go together.</summary>
sealed class ConsentLedger(ParticipantsDb db, IEvents events)
{
    Dictionary<Purpose, int>? currentWordings;

    /// <summary>An answer to the current wording. A "no" to what was never given is recorded too, but is no news for others.</summary>
    public async Task RecordAsync(Participation participation, Purpose purpose, bool given, DateTimeOffset now, CancellationToken ct)
    {
        // Somebody who joins answers up to six questions at once.
        currentWordings ??= await db.ConsentWordings.GroupBy(w => w.Purpose)
            .Select(versions => new { versions.Key, Latest = versions.Max(w => w.Version) })
            .ToDictionaryAsync(w => w.Key, w => w.Latest, ct);
        var wording = currentWordings[purpose];
        Add(participation, purpose, given, wording, now);
        if (given) events.Publish(new ConsentGiven(participation.ProjectId, participation.Id, PurposeText.Of(purpose), wording, now));
    }

    public void Withdraw(Participation participation, ConsentEntry given, DateTimeOffset now)
    {
        Add(participation, given.Purpose, false, given.WordingVersion, now);
        events.Publish(new ConsentWithdrawn(participation.ProjectId, participation.Id, PurposeText.Of(given.Purpose), now));
    }

    /// <summary>What counts now; waits for whoever is writing to the same participant's ledger.</summary>
    public async Task<ConsentEntry?> LatestAsync(Participation participation, Purpose purpose, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM participations WHERE id = {participation.Id} FOR UPDATE", ct);
        return await db.ConsentEntries.AsNoTracking()
            .Where(e => e.LedgerId == participation.LedgerId && e.Purpose == purpose)
            .OrderByDescending(e => e.Position).FirstOrDefaultAsync(ct);
    }

    void Add(Participation participation, Purpose purpose, bool given, int wording, DateTimeOffset now) =>
        db.ConsentEntries.Add(new ConsentEntry
        {
            LedgerId = participation.LedgerId!.Value, Purpose = purpose, Given = given, WordingVersion = wording, RecordedAt = now,
        });
}
