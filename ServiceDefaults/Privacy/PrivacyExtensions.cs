using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.ServiceDefaults.Privacy;

static class PrivacyExtensions
{
    public static void AddPersonalData(this IServiceCollection services)
    {
        // Who put something right is data about them. It stays on record what was done and why, and after an erasure not by whom.
        services.AddPersonalRows<ChangeEntry>(
            "changes", ["change_entries"], subject => entry => entry.PersonId != null && subject.Ids.Contains(entry.PersonId.Value),
            entries => entries.OrderBy(e => e.Position).Select(e => new { e.Noun, e.ThingId, e.Action, e.Reason, e.ChangedAt }),
            entry => entry.SetProperty(e => e.PersonId, (Guid?)null));
        services.AddScoped<ErasedIds>();
        services.AddScoped(provider => new PersonalData(
            provider.GetRequiredService<ServiceDb>(), provider.GetServices<IPersonalData>(),
            provider.GetRequiredService<ErasedIds>(), provider.GetRequiredService<WakeSignal<FinishErasures>>(),
            provider.GetRequiredService<AfterCommit>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<FinishErasures>();
        services.AddPeriodicWork<FinishErasures>(
            new(TimeSpan.FromSeconds(1)) { AtStart = true, LongestPause = TimeSpan.FromMinutes(1) });
        services.AddScoped<ReErasure>();
        services.AddPeriodicWork<ReErasureWork>(new(TimeSpan.FromHours(1)) { AtStart = true, OneReplicaAtATime = true });
    }

    /// <summary>Every service answers for its own data. The queues' names are deployed state.</summary>
    public static void AnswerForPersonalData(this Consumers consumers) => consumers
        .On<ErasureRequested, EraseWhenRequested>($"{consumers.Service}.erase-when-requested")
        .On<ErasuresRemembered, EraseAgainWhenRemembered>($"{consumers.Service}.erase-again-when-remembered")
        .On<ExportRequested, ExportWhenRequested>($"{consumers.Service}.export-when-requested")
        .On<CorrectionRequested, CorrectWhenRequested>($"{consumers.Service}.correct-when-requested");
}

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
