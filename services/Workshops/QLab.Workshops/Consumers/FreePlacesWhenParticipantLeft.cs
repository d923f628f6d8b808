using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.Workshops.Bookings;
using QLab.Workshops.Contracts;

namespace QLab.Workshops.Consumers;

/// <summary>Whoever has joined again since keeps their places.</summary>
sealed class FreePlacesWhenParticipantLeft(WorkshopsDb db, IEvents events, TimeProvider time) : IHandle<ParticipantLeft>
{
    public async Task Handle(IReadOnlyList<ParticipantLeft> happened, CancellationToken ct)
    {
        foreach (var left in happened)
            if (!await db.Participants.AnyAsync(p => p.ProjectId == left.ProjectId && p.Id == left.ParticipantId && p.Present, ct))
                foreach (var booking in await db.FreeAllAsync([left.ParticipantId], ct))
                    if (booking.State == BookingState.Booked)
                        events.Publish(
                            new BookingCancelled(booking.Id, booking.WorkshopId, left.ProjectId, left.ParticipantId, time.GetUtcNow()));
    }
}
