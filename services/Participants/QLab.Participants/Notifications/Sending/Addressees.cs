using Microsoft.EntityFrameworkCore;
using QLab.Participants.Consents;
using QLab.Participants.Newsletter;
using QLab.Participants.Notifications.Bounces;
using QLab.Participants.People;

namespace QLab.Participants.Notifications.Sending;

/// <param name="PostalAddress">Where what may go by post goes, for whoever prefers that; null for all others.</param>
sealed record Addressee(string Name, string Email, string Language, string? PostalAddress = null);

/// <summary>Who a notification goes to, asked at the moment of sending: the address, the consent and the bounces as they are now.</summary>
sealed class Addressees(ParticipantsDb db, BouncedAddresses bounced, NewsletterConsent newsletter)
{
    const string NoConsent = "There is no consent for this purpose now.";

    public async Task<(Addressee?, string? WithheldBecause)> FindAsync(Notification notification, CancellationToken ct)
    {
        var (addressee, withheld) = await AskAsync(notification, ct);
        if (addressee is null) return (null, withheld);
        return addressee.PostalAddress is null && await bounced.HardAsync(addressee.Email, ct)
            ? (null, "Mail to this address came back for good; correct the address.")
            : (addressee, null);
    }

    async Task<(Addressee?, string?)> AskAsync(Notification notification, CancellationToken ct)
    {
        if (notification.SubscriptionId is { } subscription) return await ReaderAsync(subscription, notification.Purpose, ct);
        if (notification.InterestId is { } interest)
            return await db.ExpressionsOfInterest.Where(i => i.Id == interest)
                .Select(i => new Addressee(i.Name, i.Email, i.Language, null)).SingleOrDefaultAsync(ct) is { } interested
                ? (interested, null)
                : (null, "There is no such expression of interest, or no longer.");
        var person = notification.PersonId;
        if (notification.ParticipationId is { } participation)
        {
            var found = await db.Participations.Where(p => p.Id == participation)
                .Select(p => new { p.PersonId, p.LedgerId })
                .SingleOrDefaultAsync(ct);
            if (found?.PersonId is null) return (null, "There is no such participant, or no longer.");
            if (notification.Purpose is { } purpose && !await GivenAsync([found.LedgerId!.Value], purpose, ct)) return (null, NoConsent);
            person = found.PersonId;
        }
        else if (person is not null && notification.Purpose is { } purpose)
        {
            var ledgers = await db.Participations.Where(p => p.PersonId == person && p.LedgerId != null)
                .Select(p => p.LedgerId!.Value)
                .ToArrayAsync(ct);
            if (!await GivenAsync(ledgers, purpose, ct)) return (null, NoConsent);
        }
        // What a Lab tells its participants can wait for the post; what somebody asked for at this moment, such as a code, cannot.
        var byPost = notification.ParticipationId is not null && notification.Purpose == Purpose.Contact;
        return await db.People.Where(p => p.Id == person)
            .Select(p => new Addressee(
                p.Name, p.Email, p.Language, byPost && p.PreferredContact == PreferredContact.Post ? p.PostalAddress : null))
            .SingleOrDefaultAsync(ct) is { } addressee
            ? (addressee, null)
            : (null, "There is no such person, or no longer.");
    }

    async Task<(Addressee?, string?)> ReaderAsync(Guid id, Purpose? purpose, CancellationToken ct)
    {
        var subscription = await db.Subscriptions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct);
        if (subscription is { Email: null, ParticipationId: null } or null) return (null, "There is no such subscription, or no longer.");
        if (purpose is not null && !await newsletter.HoldsAsync(subscription, ct)) return (null, "The newsletter has been stopped.");
        if (subscription.Email is { } email) return (new("", email, subscription.Language), null);
        return await db.People.Where(p => db.Participations.Any(t => t.Id == subscription.ParticipationId && t.PersonId == p.Id))
            .Select(p => new Addressee(p.Name, p.Email, p.Language, null)).SingleOrDefaultAsync(ct) is { } addressee
            ? (addressee, null)
            : (null, "There is no such person, or no longer.");
    }

    async Task<bool> GivenAsync(Guid[] ledgers, Purpose purpose, CancellationToken ct)
    {
        var latest = await db.ConsentEntries.Where(e => ledgers.Contains(e.LedgerId) && e.Purpose == purpose)
            .GroupBy(e => e.LedgerId)
            .Select(of => of.OrderByDescending(e => e.Position).First().Given)
            .ToListAsync(ct);
        return latest.Contains(true);
    }
}
