using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Participants.Notifications.Reaching;

/// <summary>
/// Tells again what was told of everybody who takes part, with the instants of then: a service may have had no queue yet, or come from a
/// backup since. Who knows it already writes nothing.
/// </summary>
sealed class AnnounceReach(ParticipantsDb db, IEvents events, TimeProvider time) : IPeriodicWork
{
    public async Task RunAsync(CancellationToken ct)
    {
        var told = await db.ToldReach.AsNoTracking()
            .Where(told => db.Participations.Any(p => p.Id == told.ParticipationId && p.LeftAt == null)).ToListAsync(ct);
        foreach (var announced in ReachAnnouncements.Of(told, time.GetUtcNow())) events.Publish(announced);
        await db.SaveChangesAsync(ct);
    }
}
