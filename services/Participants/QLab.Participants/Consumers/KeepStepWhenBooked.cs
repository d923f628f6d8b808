using QLab.Participants.Participations.Representation;
using QLab.ServiceDefaults.Messaging;
using QLab.Workshops.Contracts;

namespace QLab.Participants.Consumers;

sealed class KeepStepWhenBooked(ParticipantsDb db) : IHandle<PlaceBooked>
{
    public Task Handle(IReadOnlyList<PlaceBooked> events, CancellationToken ct) =>
        db.ReachAsync(Step.Booked, events.Select(e => (Guid?)e.ParticipantId), ct);
}
