using QLab.Participants.Rights;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants.Consumers;

/// <summary>Which services have done what somebody asked for by right.</summary>
sealed class NoteAnswers(RightsRequestTracker tracker) : IHandle<PersonalDataErased>, IHandle<PersonalDataCorrected>
{
    public Task Handle(IReadOnlyList<PersonalDataErased> events, CancellationToken ct) =>
        NoteAsync([.. events.Select(e => (e.ErasureId, e.Service, e.OccurredAt))], ct);

    public Task Handle(IReadOnlyList<PersonalDataCorrected> events, CancellationToken ct) =>
        NoteAsync([.. events.Select(e => (e.CorrectionId, e.Service, e.OccurredAt))], ct);

    async Task NoteAsync(IReadOnlyList<(Guid Request, string Service, DateTimeOffset At)> told, CancellationToken ct)
    {
        foreach (var request in await tracker.LockAsync(told.Select(answer => answer.Request), ct))
        {
            foreach (var (_, service, at) in told.Where(answer => answer.Request == request.Id))
                await tracker.NoteAsync(request.Id, service, at, ct);
            await tracker.FinishAsync(request, ct);
        }
    }
}
