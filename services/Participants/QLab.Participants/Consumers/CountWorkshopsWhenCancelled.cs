using QLab.Participants.Projects.Counts;
using QLab.ServiceDefaults.Messaging;
using QLab.Workshops.Contracts;

namespace QLab.Participants.Consumers;

sealed class CountWorkshopsWhenCancelled(ParticipantsDb db) : IHandle<WorkshopCancelled>
{
    public Task Handle(IReadOnlyList<WorkshopCancelled> events, CancellationToken ct) =>
        db.CountAsync(Counted.WorkshopsScheduled, events.Where(e => CountedKinds.IsWorkshop(e.Kind)).Select(e => e.ProjectId), ct, each: -1);
}
