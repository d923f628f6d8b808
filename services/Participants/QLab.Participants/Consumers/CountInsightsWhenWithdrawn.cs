using QLab.Participants.Projects.Counts;
using QLab.Publications.Contracts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Participants.Consumers;

sealed class CountInsightsWhenWithdrawn(ParticipantsDb db) : IHandle<InsightWithdrawn>
{
    public Task Handle(IReadOnlyList<InsightWithdrawn> events, CancellationToken ct) =>
        db.CountAsync(Counted.Insights, events.Select(e => e.ProjectId), ct, each: -1);
}
