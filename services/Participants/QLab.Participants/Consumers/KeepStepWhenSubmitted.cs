using QLab.Participants.Participations.Representation;
using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Contracts;

namespace QLab.Participants.Consumers;

sealed class KeepStepWhenSubmitted(ParticipantsDb db) : IHandle<ResponseSubmitted>
{
    public Task Handle(IReadOnlyList<ResponseSubmitted> events, CancellationToken ct) =>
        db.ReachAsync(Step.Answered, events.Select(e => e.ParticipantId), ct);
}
