using QLab.Participants.Projects.Counts;
using QLab.Publications.Contracts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Participants.Consumers;

sealed class CountPublicationsWhenRetracted(ParticipantsDb db) : IHandle<PublicationRetracted>
{
    public Task Handle(IReadOnlyList<PublicationRetracted> events, CancellationToken ct) =>
        db.CountAsync(Counted.Publications, events.Select(e => e.ProjectId), ct, each: -1);
}
