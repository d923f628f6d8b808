using QLab.Participants.Projects.Counts;
using QLab.ServiceDefaults.Messaging;
using QLab.Workshops.Contracts;

namespace QLab.Participants.Consumers;

sealed class CountNotesWhenRemoved(ParticipantsDb db) : IHandle<NoteRemoved>
{
    public Task Handle(IReadOnlyList<NoteRemoved> events, CancellationToken ct) =>
        db.CountAsync(Counted.Notes, events.Select(e => e.ProjectId), ct, each: -1);
}
