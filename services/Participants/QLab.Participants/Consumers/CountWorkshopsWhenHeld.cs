using QLab.Participants.Projects.Counts;
using QLab.ServiceDefaults.Messaging;
using QLab.Workshops.Contracts;

namespace QLab.Participants.Consumers;

sealed class CountWorkshopsWhenHeld(ParticipantsDb db) : IHandle<WorkshopHeld>
{
    public Task Handle(IReadOnlyList<WorkshopHeld> events, CancellationToken ct) =>
        db.CountAsync(Counted.WorkshopsHeld, events.Where(e => CountedKinds.IsWorkshop(e.Kind)).Select(e => e.ProjectId), ct);
}
