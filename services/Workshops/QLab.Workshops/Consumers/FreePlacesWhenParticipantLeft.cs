using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.Workshops.Bookings;
using QLab.Workshops.Contracts;

namespace QLab.Workshops.Consumers;

sealed class FreePlacesWhenParticipantLeft(WorkshopsDb db, IEvents events, TimeProvider time) : IHandle<ParticipantLeft>
{
    public async Task Handle(IReadOnlyList<ParticipantLeft> happened, CancellationToken ct)
    {
        foreach (var left in happened)
            if (await Drop(left, ct))
                foreach (var booking in await db.FreeAll(left.ProjectId, left.ParticipantId, ct))
                    events.Publish(new BookingCancelled(booking.Id, booking.WorkshopId, left.ProjectId, left.ParticipantId, time.GetUtcNow()));
    }

    /// <returns>False when they have joined again since.</returns>
    async Task<bool> Drop(ParticipantLeft left, CancellationToken ct) =>
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO participants (project_id, id, present, changed_at)
            VALUES ({left.ProjectId}, {left.ParticipantId}, false, {left.OccurredAt.ToUniversalTime()})
            ON CONFLICT (project_id, id) DO UPDATE SET present = false, changed_at = excluded.changed_at
            WHERE participants.changed_at <= excluded.changed_at
            """, ct) == 1;
}
