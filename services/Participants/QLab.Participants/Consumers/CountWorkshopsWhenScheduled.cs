using QLab.Participants.Projects.Counts;
using QLab.ServiceDefaults.Messaging;
using QLab.Workshops.Contracts;

namespace QLab.Participants.Consumers;

sealed class CountWorkshopsWhenScheduled(ParticipantsDb db) : IHandle<WorkshopScheduled>
{
    public Task Handle(IReadOnlyList<WorkshopScheduled> events, CancellationToken ct) =>
        db.CountAsync(Counted.WorkshopsScheduled, events.Select(e => e.ProjectId), ct);
}
