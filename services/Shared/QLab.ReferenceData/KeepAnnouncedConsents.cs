using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;

namespace QLab.ReferenceData;

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
