using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.ServiceDefaults.Privacy;

/// <summary>
/// Who knows all ids of a person, given one of them. Only the service that holds people registers one; elsewhere an id stands for
/// itself.
/// </summary>
public interface IDataSubjectResolver
{
    /// <summary>All ids under which the owner of this one is known here.</summary>
    /// <param name="id">A person's id or a pseudonym.</param>
    /// <param name="ct">Cancels reading.</param>
    Task<DataSubject> ResolveAsync(Guid id, CancellationToken ct);
}

/// <summary>Erases again what was erased before and is there nonetheless.</summary>
sealed partial class ReErasure(ErasedIds erased, PersonalData personalData, IServiceProvider services, ILogger<ReErasure> logger)
{
    public async Task RunAsync(CancellationToken ct)
    {
        var back = await erased.FindAsync(ct);
        if (back.Count == 0) return;

        var known = services.GetService<IDataSubjectResolver>();
        foreach (var id in back) await personalData.EraseAsync(known is null ? new(id, [id]) : await known.ResolveAsync(id, ct), ct);
        Log.ErasedAgain(logger, back.Count);
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Count} ids that had been erased were back, by a restored backup or a late message; they are erased again")]
        public static partial void ErasedAgain(ILogger logger, int count);
    }
}

/// <summary>
/// Looks at every start, because a backup may have been restored before it, and then every hour for what late messages brought back.
/// </summary>
sealed class ReErasureWork(ServiceDb db, ReErasure reErasure) : IPeriodicWork
{
    public async Task RunAsync(CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        await reErasure.RunAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
