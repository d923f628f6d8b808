using QLab.Workshops.Contracts;
using QLab.Participants.Projects.Counts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Participants.Consumers;

sealed class CountPlacesWhenBooked(ParticipantsDb db) : IHandle<PlaceBooked>
{
    public Task Handle(IReadOnlyList<PlaceBooked> events, CancellationToken ct) =>
        db.CountAsync(Counted.PlacesBooked, events.Select(e => e.ProjectId), ct);
}
