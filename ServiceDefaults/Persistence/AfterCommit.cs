using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace QLab.ServiceDefaults.Persistence;

/// <summary>
/// What is done once the transaction of this scope is committed, be it the handler's own or the one around a request with an
/// Idempotency-Key. When it is rolled back, nothing is done.
/// </summary>
public sealed class AfterCommit : DbTransactionInterceptor
{
    readonly List<Action> actions = [];

    /// <summary>Adds something that the commit makes true.</summary>
    /// <param name="action">Must not fail: there is nothing left to undo.</param>
    public void Do(Action action) => actions.Add(action);

    /// <inheritdoc />
    public override DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        actions.Clear();
        return result;
    }

    /// <inheritdoc />
    public override ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(TransactionStarted(connection, eventData, result));

    /// <inheritdoc />
    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData)
    {
        actions.ForEach(action => action());
        actions.Clear();
    }

    /// <inheritdoc />
    public override Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        TransactionCommitted(transaction, eventData);
        return Task.CompletedTask;
    }
}
