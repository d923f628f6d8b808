using Microsoft.EntityFrameworkCore;
using QLab.Participants.Consents;
using QLab.Participants.Participations;

namespace QLab.Participants.Newsletter;

/// <summary>
/// A subscription and a participant's consent are one thing seen twice: what was said last counts, wherever it was said,
/// and what is said here is written into the ledger of whoever takes part under that address.
/// </summary>
sealed class NewsletterConsent(ParticipantsDb db, ConsentLedger ledger)
{
    public async Task<bool> HoldsAsync(Subscription subscription, CancellationToken ct)
    {
        var entry = await db.ConsentEntries
            .Where(e => e.Purpose == Purpose.Newsletter && Of(subscription).Any(p => p.LedgerId == e.LedgerId))
            .OrderByDescending(e => e.RecordedAt).Select(e => new { e.Given, e.RecordedAt }).FirstOrDefaultAsync(ct);
        if (subscription.ParticipationId is not null) return entry is { Given: true };
        var yes = subscription.State == SubscriptionState.Confirmed;
        if (entry is null || subscription.SaidAt >= entry.RecordedAt) return yes;
        // One project's "yes" says nothing about the newsletter of the whole platform; a "no" stops both.
        return entry.Given ? yes || subscription.ProjectId is not null : false;
    }

    public async Task GiveAsync(Subscription subscription, DateTimeOffset now, CancellationToken ct)
    {
        if (subscription.ProjectId is null) return;
        foreach (var participation in await Of(subscription).Where(p => p.LeftAt == null).AsNoTracking().ToListAsync(ct))
        {
            var latest = await ledger.LatestAsync(participation, Purpose.Newsletter, ct);
            if (latest is not { Given: true })
                await ledger.RecordAsync(
                    participation, Purpose.Newsletter, given: true, ConsentMethod.Page, ConsentLedger.After(latest, now), ct);
        }
    }

    public async Task WithdrawAsync(Subscription subscription, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var participation in await Of(subscription).AsNoTracking().ToListAsync(ct))
        {
            var latest = await ledger.LatestAsync(participation, Purpose.Newsletter, ct);
            if (latest is { Given: true })
                ledger.Withdraw(participation, latest, ConsentMethod.Page, ConsentLedger.After(latest, now));
        }
    }

    IQueryable<Participation> Of(Subscription subscription) =>
        subscription.ParticipationId is { } id
            ? db.Participations.Where(p => p.Id == id)
            : db.Participations.Where(p =>
                (subscription.ProjectId == null || p.ProjectId == subscription.ProjectId)
                && db.People.Any(person => person.Id == p.PersonId && person.EmailKey == subscription.EmailKey));
}
