using QLab.ServiceDefaults.Messaging;

namespace QLab.ServiceDefaults.Privacy;

/// <remarks>The answer is <see cref="FinishErasures"/>'s: it waits for the dead letters.</remarks>
sealed class EraseWhenRequested(PersonalData personalData) : IHandle<ErasureRequested>
{
    public async Task Handle(IReadOnlyList<ErasureRequested> requests, CancellationToken ct)
    {
        foreach (var request in requests) await personalData.EraseAsync(new(request.Subject, request.Pseudonyms), request.ErasureId, ct);
    }
}

sealed class EraseAgainWhenRemembered(ErasedIds erased, ReErasure reErasure) : IHandle<ErasuresRemembered>
{
    public async Task Handle(IReadOnlyList<ErasuresRemembered> remembered, CancellationToken ct)
    {
        await erased.RememberAsync(remembered.SelectMany(portion => portion.Hashes).Distinct().Select(Convert.FromBase64String), ct);
        await reErasure.RunAsync(ct);
    }
}

sealed class ExportWhenRequested(
    PersonalData personalData, IEvents events, ServiceName service, TimeProvider time) : IHandle<ExportRequested>
{
    const int Portion = 256 * 1024;

    public async Task Handle(IReadOnlyList<ExportRequested> requests, CancellationToken ct)
    {
        foreach (var request in requests)
        {
            var now = time.GetUtcNow();
            var portions = (await personalData.ExportAsync(new(request.Subject, request.Pseudonyms), ct)).Chunk(Portion).ToList();
            for (var i = 0; i < portions.Count; i++)
                events.Publish(new ExportPartReady(
                    request.ExportId, service.Value, i + 1, portions.Count, SealedBox.Close(portions[i], request.PublicKey), now));
        }
    }
}

sealed class CorrectWhenRequested(
    PersonalData personalData, IEvents events, ServiceName service, TimeProvider time) : IHandle<CorrectionRequested>
{
    public async Task Handle(IReadOnlyList<CorrectionRequested> requests, CancellationToken ct)
    {
        foreach (var request in requests.OrderBy(r => r.OccurredAt))
        {
            await personalData.CorrectAsync(request, ct);
            events.Publish(new PersonalDataCorrected(request.CorrectionId, service.Value, time.GetUtcNow()));
        }
    }
}
