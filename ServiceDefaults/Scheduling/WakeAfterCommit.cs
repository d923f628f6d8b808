using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace QLab.ServiceDefaults.Scheduling;

/// <summary>
/// Wakes a worker once the transaction that added rows for it is committed, be it the one of SaveChanges or an outer one.
/// </summary>
/// <typeparam name="TRow">The entity whose new rows are something to do.</typeparam>
/// <typeparam name="TWork">Whose worker is woken.</typeparam>
/// <param name="signal">Wakes it.</param>
public sealed class WakeAfterCommit<TRow, TWork>(WakeSignal<TWork> signal) : SaveChangesInterceptor, IDbTransactionInterceptor
    where TRow : class
{
    bool added;

    /// <inheritdoc />
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        added |= eventData.Context?.ChangeTracker.Entries<TRow>().Any(entry => entry.State == EntityState.Added) ?? false;
        return result;
    }

    /// <inheritdoc />
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(SavingChanges(eventData, result));

    /// <inheritdoc />
    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        if (eventData.Context?.Database.CurrentTransaction is null) WakeIfAdded();
        return result;
    }

    /// <inheritdoc />
    public override ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(SavedChanges(eventData, result));

    /// <inheritdoc />
    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => WakeIfAdded();

    /// <inheritdoc />
    public Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        WakeIfAdded();
        return Task.CompletedTask;
    }

    void WakeIfAdded()
    {
        if (!added) return;
        added = false;
        signal.Wake();
    }
}
