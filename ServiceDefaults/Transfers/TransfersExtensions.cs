using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.ServiceDefaults.Transfers;

/// <summary>Wiring of imports and exports.</summary>
public static class TransfersExtensions
{
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    /// <summary>Adds <see cref="TransferRuns{TTransfer,TState}"/> for one kind of import or export.</summary>
    /// <typeparam name="TTransfer">The import or export.</typeparam>
    /// <typeparam name="TState">Its states.</typeparam>
    /// <param name="services">The container.</param>
    /// <param name="running">The state while a run is under way.</param>
    /// <param name="interrupted">The state after one that came to no end.</param>
    public static IServiceCollection AddTransferRuns<TTransfer, TState>(
        this IServiceCollection services, TState running, TState interrupted)
        where TTransfer : Transfer<TState> where TState : struct, Enum => services
        .AddSingleton(provider => new TransferRuns<TTransfer, TState>(
            provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<TimeProvider>(), running, interrupted))
        .AddSingleton<ITransferRuns>(provider => provider.GetRequiredService<TransferRuns<TTransfer, TState>>())
        .AddPeriodicWork<SettleInterrupted>(new(LookEvery) { AtStart = true });
}

/// <summary>What a process that was killed has left as if it were still under way.</summary>
sealed class SettleInterrupted(IEnumerable<ITransferRuns> kinds, ServiceDb db) : IPeriodicWork
{
    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var kind in kinds) await kind.SettleInterruptedAsync(db, ct);
    }
}
