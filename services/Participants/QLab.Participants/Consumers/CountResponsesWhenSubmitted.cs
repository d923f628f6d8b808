using QLab.Surveys.Contracts;
using QLab.Participants.Projects.Counts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Participants.Consumers;

sealed class CountResponsesWhenSubmitted(ParticipantsDb db) : IHandle<ResponseSubmitted>
{
    public Task Handle(IReadOnlyList<ResponseSubmitted> events, CancellationToken ct) =>
        db.CountAsync(Counted.Responses, events.Select(e => e.ProjectId), ct);
}
