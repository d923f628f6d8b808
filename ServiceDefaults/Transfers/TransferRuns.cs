using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using QLab.ServiceDefaults.Persistence;

namespace QLab.ServiceDefaults.Transfers;

/// <summary>
/// Runs that last as long as a request does, while the client sends or fetches. Each holds a lock that goes with the transaction which it
/// reads or writes in, however that ends; so a run that nobody makes any more is known by its lock, and is noted as interrupted.
/// </summary>
/// <typeparam name="TTransfer">The import or export.</typeparam>
/// <typeparam name="TState">Its states.</typeparam>
public sealed class TransferRuns<TTransfer, TState> : ITransferRuns where TTransfer : Transfer<TState> where TState : struct, Enum
{
    readonly IServiceScopeFactory scopes;
    readonly TimeProvider time;
    readonly TState running, interrupted;

    internal TransferRuns(IServiceScopeFactory scopes, TimeProvider time, TState running, TState interrupted) =>
        (this.scopes, this.time, this.running, this.interrupted) = (scopes, time, running, interrupted);

    /// <summary>Begins a run beside any others of the same transfer.</summary>
    /// <param name="id">The transfer, which is there.</param>
    /// <param name="connection">In a transaction, which lasts at least as long as the run.</param>
    /// <param name="with">What else is set then.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<TransferRun<TTransfer, TState>> BeginAsync(
        Guid id, NpgsqlConnection connection, Action<UpdateSettersBuilder<TTransfer>> with, CancellationToken ct)
    {
        await LockAsync<object>("pg_advisory_xact_lock_shared", id, connection, ct);
        await using var scope = scopes.CreateAsyncScope();
        await BeginAsync(Db(scope).Set<TTransfer>().Where(t => t.Id == id), with, ct);
        return NewRun(id);
    }

    /// <summary>Begins the one run of a transfer that is new, or whose run was interrupted.</summary>
    /// <param name="transfer">What is added when it is new, in the state that a run has.</param>
    /// <param name="connection">In a transaction, which lasts at least as long as the run.</param>
    /// <param name="with">What is set when it was interrupted.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>Null when somebody else makes it at this moment, or just has.</returns>
    public async Task<TransferRun<TTransfer, TState>?> TryBeginAsync(
        TTransfer transfer, NpgsqlConnection connection, Action<UpdateSettersBuilder<TTransfer>> with, CancellationToken ct)
    {
        if (!await LockAsync<bool>("pg_try_advisory_xact_lock", transfer.Id, connection, ct)) return null;
        await using var scope = scopes.CreateAsyncScope();
        var db = Db(scope);
        var row = db.Set<TTransfer>().Where(t => t.Id == transfer.Id);
        IReadOnlyList<TState> unfinished = [running, interrupted];
        if (await row.AnyAsync(ct))
            return await BeginAsync(row.Where(t => unfinished.Contains(t.State)), with, ct) == 1 ? NewRun(transfer.Id) : null;
        db.Add(transfer);
        await db.SaveChangesAsync(ct);
        return NewRun(transfer.Id);
    }

    async Task ITransferRuns.SettleInterruptedAsync(ServiceDb db, CancellationToken ct)
    {
        IReadOnlyList<TState> still = [running];
        var open = db.Set<TTransfer>().Where(t => still.Contains(t.State));
        foreach (var id in await open.Select(t => t.Id).ToListAsync(ct))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (!await LockAsync<bool>("pg_try_advisory_xact_lock", id, (NpgsqlConnection)db.Database.GetDbConnection(), ct)) continue;
            await open.Where(t => t.Id == id).ExecuteUpdateAsync(
                set => set.SetProperty(t => t.State, interrupted).SetProperty(t => t.FinishedAt, time.GetUtcNow()), ct);
            await transaction.CommitAsync(ct);
        }
    }

    TransferRun<TTransfer, TState> NewRun(Guid id) => new(id, scopes.CreateAsyncScope(), interrupted, time);

    Task<int> BeginAsync(IQueryable<TTransfer> row, Action<UpdateSettersBuilder<TTransfer>> with, CancellationToken ct) =>
        row.ExecuteUpdateAsync(set =>
        {
            set.SetProperty(t => t.State, running).SetProperty(t => t.Done, 0).SetProperty(t => t.FinishedAt, (DateTimeOffset?)null);
            with(set);
        }, ct);

    static ServiceDb Db(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<ServiceDb>();

    static async Task<TResult> LockAsync<TResult>(string function, Guid id, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var take = new NpgsqlCommand($"SELECT {function}(hashtextextended($1, 6))", connection)
        {
            Parameters = { new() { Value = $"{typeof(TTransfer).Name} {id}" } },
        };
        return (TResult)(await take.ExecuteScalarAsync(ct))!;
    }
}

interface ITransferRuns
{
    /// <summary>Notes runs that nobody makes any more.</summary>
    Task SettleInterruptedAsync(ServiceDb db, CancellationToken ct);
}
