using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.Participants.Participations;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Participants.Consents;

/// <summary>The only writer of consent entries: an entry and its event always go together.</summary>
sealed class ConsentLedger(ParticipantsDb db, IEvents events)
{
    static readonly TimeSpan Tick = TimeSpan.FromMicroseconds(1);

    Dictionary<Purpose, int>? currentWordings;

    /// <summary>For other services the latest instant counts, so no two entries of one purpose share it.</summary>
    public static DateTimeOffset After(ConsentEntry? latest, DateTimeOffset now) =>
        latest is not null && now < latest.RecordedAt + Tick ? latest.RecordedAt + Tick : now;

    /// <summary>The versions of the wordings that people are asked now; read once, so that a request sees the same throughout.</summary>
    public async Task<IReadOnlyDictionary<Purpose, int>> CurrentWordingsAsync(CancellationToken ct) =>
        currentWordings ??= await db.ConsentWordings.GroupBy(w => w.Purpose)
            .Select(versions => new { versions.Key, Latest = versions.Max(w => w.Version) })
            .ToDictionaryAsync(w => w.Key, w => w.Latest, ct);

    /// <summary>An answer to the current wording. A "no" to what was never given is recorded too, but is no news for others.</summary>
    public async Task RecordAsync(
        Participation participation, Purpose purpose, bool given, ConsentMethod method, DateTimeOffset now, CancellationToken ct,
        SignedPaper? paper = null) =>
        Record(participation, purpose, given, (await CurrentWordingsAsync(ct))[purpose], method, now, paper);

    /// <summary>An answer to the wording that was read, which may not be today's.</summary>
    public void Record(
        Participation participation, Purpose purpose, bool given, int wording, ConsentMethod method, DateTimeOffset now,
        SignedPaper? paper = null)
    {
        Add(participation, purpose, given, wording, now, method, paper);
        if (given) events.Publish(new ConsentGiven(participation.ProjectId, participation.Id, PurposeText.Of(purpose), wording, now));
    }

    public void Withdraw(Participation participation, ConsentEntry given, ConsentMethod method, DateTimeOffset now)
    {
        Add(participation, given.Purpose, false, given.WordingVersion, now, method);
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

    /// <summary>The same of many at once, by ledger and purpose.</summary>
    public async Task<Dictionary<(Guid Ledger, Purpose Purpose), ConsentEntry>> LatestAsync(
        IReadOnlyCollection<Participation> participations, CancellationToken ct)
    {
        Guid[] ids = [.. participations.Select(p => p.Id)], ledgers = [.. participations.Select(p => p.LedgerId).OfType<Guid>()];
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM participations WHERE id = ANY({ids}) ORDER BY id FOR UPDATE", ct);
        var entries =
            await db.ConsentEntries.AsNoTracking().Where(e => ledgers.Contains(e.LedgerId)).OrderBy(e => e.Position).ToListAsync(ct);
        return entries.GroupBy(e => (e.LedgerId, e.Purpose)).ToDictionary(of => of.Key, of => of.Last());
    }

    void Add(
        Participation participation, Purpose purpose, bool given, int wording, DateTimeOffset now, ConsentMethod method,
        SignedPaper? paper = null) =>
        db.ConsentEntries.Add(new ConsentEntry
        {
            LedgerId = participation.LedgerId!.Value, Purpose = purpose, Given = given, WordingVersion = wording, RecordedAt = now,
            Method = method, Paper = paper,
        });
}
