using QLab.Participants.Projects.Counts;
using QLab.Publications.Contracts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Participants.Consumers;

/// <summary>A later version of a publication is the same publication.</summary>
sealed class CountPublicationsWhenPublished(ParticipantsDb db) : IHandle<PublicationPublished>
{
    public Task Handle(IReadOnlyList<PublicationPublished> events, CancellationToken ct) =>
        db.CountAsync(Counted.Publications, events.Where(e => e.Version == 1).Select(e => e.ProjectId), ct);
}
