using QLab.Participants.Projects.Counts;
using QLab.ServiceDefaults.Messaging;
using QLab.Workshops.Contracts;

namespace QLab.Participants.Consumers;

sealed class CountPlacesWhenBooked(ParticipantsDb db) : IHandle<PlaceBooked>
{
    public Task Handle(IReadOnlyList<PlaceBooked> events, CancellationToken ct) =>
        db.CountAsync(Counted.PlacesBooked, events.Select(e => e.ProjectId), ct);
}
