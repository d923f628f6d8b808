using QLab.Participants.Rights;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants.Consumers;

sealed class NoteAnswerWhenCorrected(RightsRequestTracker answers) : IHandle<PersonalDataCorrected>
{
    public async Task Handle(IReadOnlyList<PersonalDataCorrected> events, CancellationToken ct)
    {
        foreach (var request in await answers.LockAsync(events.Select(e => e.CorrectionId), ct))
        {
            foreach (var corrected in events.Where(e => e.CorrectionId == request.Id))
                await answers.NoteAsync(request.Id, corrected.Service, corrected.OccurredAt, ct);
            await answers.FinishAsync(request, ct);
        }
    }
}
