using QLab.Participants.Projects.Counts;
using QLab.ServiceDefaults.Messaging;
using QLab.Workshops.Contracts;

namespace QLab.Participants.Consumers;

sealed class CountNotesWhenRecorded(ParticipantsDb db) : IHandle<NoteRecorded>
{
    public Task Handle(IReadOnlyList<NoteRecorded> events, CancellationToken ct) =>
        db.CountAsync(Counted.Notes, events.Select(e => e.ProjectId), ct);
}
