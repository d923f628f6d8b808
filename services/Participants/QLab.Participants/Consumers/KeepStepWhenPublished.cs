using QLab.Participants.Contracts;
using QLab.Participants.Participations.Representation;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Participants.Consumers;

/// <summary>Our own event, taken as the others are: the online group need not know who counts its posts.</summary>
sealed class KeepStepWhenPublished(ParticipantsDb db) : IHandle<PostPublished>
{
    public Task Handle(IReadOnlyList<PostPublished> events, CancellationToken ct) =>
        db.ReachAsync(Step.Posted, events.Select(e => e.ParticipantId), ct);
}
