using QLab.Participants.Projects.Counts;
using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Contracts;

namespace QLab.Participants.Consumers;

sealed class CountResponsesWhenSubmitted(ParticipantsDb db) : IHandle<ResponseSubmitted>
{
    public async Task Handle(IReadOnlyList<ResponseSubmitted> events, CancellationToken ct)
    {
        await db.CountAsync(Counted.Responses, events.Select(e => e.ProjectId), ct);
        await db.CountAsync(Counted.AnonymousResponses, events.Where(e => e.ParticipantId is null).Select(e => e.ProjectId), ct);
    }
}
