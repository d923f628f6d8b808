using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Persistence;

namespace QLab.ServiceDefaults.Transfers;

/// <summary>
/// One run of an import or export, as long as a request. How far it has come is noted outside of the transaction that it works in, for
/// whoever asks meanwhile; disposed of before its end was said, it was interrupted.
/// </summary>
/// <typeparam name="TTransfer">The import or export.</typeparam>
/// <typeparam name="TState">Its states.</typeparam>
public sealed class TransferRun<TTransfer, TState> : IAsyncDisposable where TTransfer : Transfer<TState> where TState : struct, Enum
{
    const int NotedEvery = 2_000;

    readonly Guid id;
    readonly AsyncServiceScope scope;
    readonly ServiceDb notes;
    readonly TState interrupted;
    readonly TimeProvider time;
    bool hasEnded;

    internal TransferRun(Guid id, AsyncServiceScope scope, TState interrupted, TimeProvider time)
    {
        (this.id, this.scope, this.interrupted, this.time) = (id, scope, interrupted, time);
        notes = scope.ServiceProvider.GetRequiredService<ServiceDb>();
    }

    /// <summary>How many lines it has dealt with.</summary>
    public int Done { get; private set; }

    /// <summary>What is noted besides how far it has come.</summary>
    public Action<UpdateSettersBuilder<TTransfer>> Noting { get; set; } = _ => { };

    /// <summary>One more line is dealt with; noted now and then.</summary>
    /// <param name="ct">Gives up.</param>
    public async ValueTask AdvanceAsync(CancellationToken ct)
    {
        if (++Done % NotedEvery == 0) await RowOf(notes).ExecuteUpdateAsync(Progress, ct);
    }

    /// <summary>The run has come to its end. Noted also when the client has gone away meanwhile.</summary>
    /// <param name="state">What came of it.</param>
    public Task SettleAsync(TState state) => EndAsync(notes, state, time.GetUtcNow(), default);

    /// <summary>The run has come to its end with the transaction that it works in.</summary>
    /// <param name="state">What comes of it.</param>
    /// <param name="within">Whose transaction that is.</param>
    /// <param name="ct">Gives up.</param>
    public Task SettleAsync(TState state, ServiceDb within, CancellationToken ct) => EndAsync(within, state, time.GetUtcNow(), ct);

    /// <summary>The run has come to its end with the transaction that it works in, and a worker's is to follow.</summary>
    /// <param name="state">What the worker waits for.</param>
    /// <param name="within">Whose transaction that is.</param>
    /// <param name="ct">Gives up.</param>
    public Task HandOnAsync(TState state, ServiceDb within, CancellationToken ct) => EndAsync(within, state, null, ct);

    /// <summary>Leaves no trace of a transfer that could not even begin.</summary>
    public async Task DiscardAsync()
    {
        await RowOf(notes).ExecuteDeleteAsync();
        hasEnded = true;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!hasEnded) await SettleAsync(interrupted);
        }
        catch (Exception)
        {
            // Whatever ended the run is told instead. That it was interrupted is noted later, when nobody holds its lock.
        }
        await scope.DisposeAsync();
    }

    IQueryable<TTransfer> RowOf(ServiceDb db) => db.Set<TTransfer>().Where(t => t.Id == id);

    Task EndAsync(ServiceDb db, TState state, DateTimeOffset? at, CancellationToken ct)
    {
        hasEnded = true;
        return RowOf(db).ExecuteUpdateAsync(set =>
        {
            Progress(set);
            set.SetProperty(t => t.State, state).SetProperty(t => t.FinishedAt, at);
        }, ct);
    }

    void Progress(UpdateSettersBuilder<TTransfer> set)
    {
        set.SetProperty(t => t.Done, Done);
        Noting(set);
    }
}
