using QLab.Workshops.Contracts;
using QLab.Participants.Projects.Counts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Participants.Consumers;

sealed class CountNotesWhenRecorded(ParticipantsDb db) : IHandle<NoteRecorded>
{
    public Task Handle(IReadOnlyList<NoteRecorded> events, CancellationToken ct) =>
        db.CountAsync(Counted.Notes, events.Select(e => e.ProjectId), ct);
}
