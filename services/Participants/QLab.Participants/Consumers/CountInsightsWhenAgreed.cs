using QLab.Participants.Projects.Counts;
using QLab.Publications.Contracts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Participants.Consumers;

sealed class CountInsightsWhenAgreed(ParticipantsDb db) : IHandle<InsightAgreed>
{
    public Task Handle(IReadOnlyList<InsightAgreed> events, CancellationToken ct) =>
        db.CountAsync(Counted.Insights, events.Select(e => e.ProjectId), ct);
}
