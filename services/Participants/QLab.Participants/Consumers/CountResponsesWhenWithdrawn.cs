using QLab.Participants.Projects.Counts;
using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Contracts;

namespace QLab.Participants.Consumers;

sealed class CountResponsesWhenWithdrawn(ParticipantsDb db) : IHandle<ResponseWithdrawn>
{
    public Task Handle(IReadOnlyList<ResponseWithdrawn> events, CancellationToken ct) =>
        db.CountAsync(Counted.Responses, events.Select(e => e.ProjectId), ct, each: -1);
}
