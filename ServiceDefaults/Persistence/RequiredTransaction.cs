using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace QLab.ServiceDefaults.Persistence;

/// <summary>
/// A transaction of a handler's own, or its part in the one that runs already: a request with an <c>Idempotency-Key</c> and a handler of
/// events run in one. What was begun here is rolled back when it is disposed of without a commit; a transaction that was joined is left to
/// whoever began it.
/// </summary>
public sealed class RequiredTransaction : IAsyncDisposable
{
    readonly IDbContextTransaction? own;

    internal RequiredTransaction(IDbContextTransaction? own) => this.own = own;

    /// <summary>Commits what was begun here; what was joined commits with the rest of it, later.</summary>
    /// <param name="ct">Gives up.</param>
    public Task CommitAsync(CancellationToken ct) => own?.CommitAsync(ct) ?? Task.CompletedTask;

    /// <inheritdoc />
    public ValueTask DisposeAsync() => own?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>Running in a transaction, whether one runs already or not.</summary>
public static class RequiredTransactionExtensions
{
    /// <summary>
    /// Joins the transaction that runs, or begins one, as <see cref="System.Transactions.TransactionScopeOption.Required"/> does. Save,
    /// commit, and return early where nothing is to be kept:
    /// <code>
    /// await using var transaction = await db.RequireTransactionAsync(ct);
    /// …
    /// await db.SaveChangesAsync(ct);
    /// await transaction.CommitAsync(ct);
    /// </code>
    /// </summary>
    /// <param name="db">The service's database.</param>
    /// <param name="ct">Gives up.</param>
    public static Task<RequiredTransaction> RequireTransactionAsync(this DbContext db, CancellationToken ct) =>
        db.RequireTransactionAsync(IsolationLevel.Unspecified, ct);

    /// <summary>Joins the transaction that runs, or begins one, of this isolation level or a stricter one.</summary>
    /// <param name="db">The service's database.</param>
    /// <param name="isolation">What the caller relies on.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="InvalidOperationException">A transaction runs that isolates less: its statements would see what others commit
    /// meanwhile.</exception>
    public static async Task<RequiredTransaction> RequireTransactionAsync(this DbContext db, IsolationLevel isolation, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is not { } running) return new(await db.Database.BeginTransactionAsync(isolation, ct));
        var given = running.GetDbTransaction().IsolationLevel;
        return given >= isolation
            ? new(own: null)
            : throw new InvalidOperationException($"{isolation} is needed, and the transaction that runs is {given}.");
    }
}
