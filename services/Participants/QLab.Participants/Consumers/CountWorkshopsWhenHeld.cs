using QLab.Workshops.Contracts;
using QLab.Participants.Projects.Counts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Participants.Consumers;

sealed class CountWorkshopsWhenHeld(ParticipantsDb db) : IHandle<WorkshopHeld>
{
    public Task Handle(IReadOnlyList<WorkshopHeld> events, CancellationToken ct) =>
        db.CountAsync(Counted.WorkshopsHeld, events.Select(e => e.ProjectId), ct);
}
