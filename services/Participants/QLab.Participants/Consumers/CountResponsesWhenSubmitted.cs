using QLab.Participants.Projects.Counts;
using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Contracts;

namespace QLab.Participants.Consumers;

sealed class CountResponsesWhenSubmitted(ParticipantsDb db) : IHandle<ResponseSubmitted>
{
    public Task Handle(IReadOnlyList<ResponseSubmitted> events, CancellationToken ct) =>
        db.CountAsync(Counted.Responses, events.Select(e => e.ProjectId), ct);
}
