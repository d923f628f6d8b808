using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Notifications.Bounces;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Newsletter;

/// <param name="Email">Absent for a participant, whose address is kept with the person, and for whoever has been erased.</param>
sealed record SubscriptionView(
    Guid Id, Guid? ProjectId, Guid? ParticipantId, string? Email, string Language, SubscriptionState State, DateTimeOffset? SaidAt)
{
    /// <summary>How mail to the address came back, if it did.</summary>
    public BounceKind? Bounced { get; set; }
}

static class ReadSubscriptions
{
    public static async Task<Page<SubscriptionView>> List(
        [AsParameters] Paging paging, Guid? projectId, EnumParameter<SubscriptionState>? state, HttpContext http, ParticipantsDb db,
        BouncedAddresses bounced, AuditLog audit, CancellationToken ct)
    {
        var (wanted, organisation) = (state?.Value, http.User.OrganisationId());
        var rows = db.Subscriptions.Where(s => (projectId == null || s.ProjectId == projectId) && (wanted == null || s.State == wanted));
        if (organisation is not null)
            rows = rows.Where(s => db.People.Any(p => p.OrganisationId == organisation
                && (p.EmailKey == s.EmailKey || db.Participations.Any(t => t.Id == s.ParticipationId && t.PersonId == p.Id))));
        var page = await paging.ReadAsync(
            rows, s => s.Id, s => new SubscriptionView(s.Id, s.ProjectId, s.ParticipationId, s.Email, s.Language, s.State, s.SaidAt), ct);

        var hashes = page.Items.Where(s => s.Email is not null).ToDictionary(s => s.Id, s => bounced.HashOf(s.Email!));
        var found = await db.BouncedAddresses.AsNoTracking().Where(b => hashes.Values.Contains(b.AddressHash)).ToListAsync(ct);
        foreach (var subscription in page.Items)
            if (hashes.TryGetValue(subscription.Id, out var hash))
                subscription.Bounced = found.Find(b => b.AddressHash.AsSpan().SequenceEqual(hash))?.Kind;

        await audit.ReadAsync("newsletter subscriptions", await SubjectsAsync(db, page.Items, ct), ct);
        return page;
    }

    static Task<List<Guid>> SubjectsAsync(ParticipantsDb db, IReadOnlyList<SubscriptionView> shown, CancellationToken ct)
    {
        Guid[] ids = [.. shown.Select(s => s.Id)];
        return db.People.Where(p => db.Subscriptions.Any(s => ids.Contains(s.Id)
            && (s.EmailKey == p.EmailKey || db.Participations.Any(t => t.Id == s.ParticipationId && t.PersonId == p.Id)))).Select(p => p.AuditId).ToListAsync(ct);
    }
}
