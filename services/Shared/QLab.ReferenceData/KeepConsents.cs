using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Privacy;

namespace QLab.ReferenceData;

/// <summary>Which purposes the service has to know of; all when none is named.</summary>
sealed record KeptPurposes(IReadOnlyCollection<string> Named)
{
    public bool Include(string purpose) => Named.Count == 0 || Named.Contains(purpose);
}

/// <summary>
/// The latest instant counts, whatever the order of arrival; of two at the same instant, the withdrawal. What somebody who was erased
/// has said does not come back with a late message.
/// </summary>
sealed class KeepConsents(ServiceDb db, KeptPurposes purposes) : IHandle<ConsentGiven>, IHandle<ConsentWithdrawn>
{
    public Task Handle(IReadOnlyList<ConsentGiven> events, CancellationToken ct) => KeepAsync(events.Select(said => new Consent
    {
        ParticipantId = said.ParticipantId, Purpose = said.Purpose, Given = true, ChangedAt = said.OccurredAt,
    }), ct);

    public Task Handle(IReadOnlyList<ConsentWithdrawn> events, CancellationToken ct) => KeepAsync(events.Select(said => new Consent
    {
        ParticipantId = said.ParticipantId, Purpose = said.Purpose, Given = false, ChangedAt = said.OccurredAt,
    }), ct);

    async Task KeepAsync(IEnumerable<Consent> heard, CancellationToken ct)
    {
        var kept = heard.Where(consent => purposes.Include(consent.Purpose));
        foreach (var consent in kept.OrderBy(c => c.ParticipantId).ThenBy(c => c.Purpose, StringComparer.Ordinal))
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO consents (participant_id, purpose, given, changed_at)
                SELECT {consent.ParticipantId}, {consent.Purpose}, {consent.Given}, {consent.ChangedAt.ToUniversalTime()}
                WHERE NOT EXISTS (SELECT FROM erased_ids WHERE hash = {ErasedIds.HashOf(consent.ParticipantId)})
                ON CONFLICT (participant_id, purpose) DO UPDATE SET given = excluded.given, changed_at = excluded.changed_at
                WHERE consents.changed_at < excluded.changed_at OR consents.changed_at = excluded.changed_at AND NOT excluded.given
                """, ct);
    }
}

/// <summary>What is news of an announcement is kept, and acted on, as if it had been told by itself; most of it is known.</summary>
sealed class KeepAnnouncedConsents(
    ServiceDb db, KeptPurposes purposes, KeepThen<ConsentGiven, KeepConsents> given, KeepThen<ConsentWithdrawn, KeepConsents> withdrawn) :
    IHandle<ConsentsAnnounced>
{
    public async Task Handle(IReadOnlyList<ConsentsAnnounced> events, CancellationToken ct)
    {
        var told = events.SelectMany(e => e.Consents, (e, said) => (e.ProjectId, Said: said)).Where(t => purposes.Include(t.Said.Purpose))
            .ToList();
        Guid[] participants = [.. told.Select(t => t.Said.ParticipantId).Distinct()];
        var known = await db.Set<Consent>().AsNoTracking().Where(c => participants.Contains(c.ParticipantId))
            .ToDictionaryAsync(c => (c.ParticipantId, c.Purpose), c => c.ChangedAt, ct);
        var news = told.Where(t => !known.TryGetValue((t.Said.ParticipantId, t.Said.Purpose), out var since) || since < t.Said.Since)
            .ToLookup(t => t.Said.Given);
        List<ConsentGiven> gave = [.. news[true].Select(t => new ConsentGiven(
            t.ProjectId, t.Said.ParticipantId, t.Said.Purpose, t.Said.WordingVersion, t.Said.Since))];
        List<ConsentWithdrawn> withdrew = [.. news[false].Select(t => new ConsentWithdrawn(
            t.ProjectId, t.Said.ParticipantId, t.Said.Purpose, t.Said.Since))];
        if (gave.Count > 0) await given.Handle(gave, ct);
        if (withdrew.Count > 0) await withdrawn.Handle(withdrew, ct);
    }
}
