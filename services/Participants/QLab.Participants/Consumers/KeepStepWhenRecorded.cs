using QLab.Participants.Participations.Representation;
using QLab.ServiceDefaults.Messaging;
using QLab.Workshops.Contracts;

namespace QLab.Participants.Consumers;

sealed class KeepStepWhenRecorded(ParticipantsDb db) : IHandle<NoteRecorded>
{
    public Task Handle(IReadOnlyList<NoteRecorded> events, CancellationToken ct) =>
        db.ReachAsync(Step.Noted, events.Select(e => e.ParticipantId), ct);
}
