using QLab.Participants.Projects.Counts;
using QLab.ServiceDefaults.Messaging;
using QLab.Workshops.Contracts;

namespace QLab.Participants.Consumers;

sealed class CountPlacesWhenCancelled(ParticipantsDb db) : IHandle<BookingCancelled>
{
    public Task Handle(IReadOnlyList<BookingCancelled> events, CancellationToken ct) =>
        db.CountAsync(Counted.PlacesBooked, events.Select(e => e.ProjectId), ct, each: -1);
}
