using QLab.Participants.Projects.Counts;
using QLab.ServiceDefaults.Messaging;
using QLab.Workshops.Contracts;

namespace QLab.Participants.Consumers;

sealed class CountWorkshopsWhenScheduled(ParticipantsDb db) : IHandle<WorkshopScheduled>
{
    public Task Handle(IReadOnlyList<WorkshopScheduled> events, CancellationToken ct) =>
        db.CountAsync(Counted.WorkshopsScheduled, events.Where(e => CountedKinds.IsWorkshop(e.Kind)).Select(e => e.ProjectId), ct);
}

/// <summary>The number of workshops is not that of interviews and webinars.</summary>
static class CountedKinds
{
    public static bool IsWorkshop(string? kind) => kind is null or "workshop";
}
