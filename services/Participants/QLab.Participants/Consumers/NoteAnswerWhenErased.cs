using QLab.Participants.Rights;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants.Consumers;

sealed class NoteAnswerWhenErased(RightsRequestTracker answers) : IHandle<PersonalDataErased>
{
    public async Task Handle(IReadOnlyList<PersonalDataErased> events, CancellationToken ct)
    {
        foreach (var request in await answers.LockAsync(events.Select(e => e.ErasureId), ct))
        {
            foreach (var erased in events.Where(e => e.ErasureId == request.Id))
                await answers.NoteAsync(request.Id, erased.Service, erased.OccurredAt, ct);
            await answers.FinishAsync(request, ct);
        }
    }
}
