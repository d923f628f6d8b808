using System.Threading.Channels;

namespace QLab.ServiceDefaults.Messaging;

/// <summary>
/// Lets items that are in flight at the same time share one commit. An item that comes alone is committed at once;
/// those that arrive while a commit runs go together in the next one. A group that fails is tried item by item.
/// </summary>
/// <typeparam name="TItem">What is committed.</typeparam>
public sealed class GroupCommit<TItem> : IAsyncDisposable
{
    readonly Channel<Waiting> waiting = Channel.CreateUnbounded<Waiting>();
    readonly CancellationTokenSource stopping = new();
    readonly Func<IReadOnlyList<TItem>, CancellationToken, Task> commit;
    readonly int largestGroup;
    readonly Task[] workers;

    /// <summary>Starts the workers.</summary>
    /// <param name="commit">Commits a group whole or throws and leaves nothing of it.</param>
    /// <param name="largestGroup">How many items one commit takes at most.</param>
    /// <param name="workers">How many commits may run at the same time.</param>
    public GroupCommit(Func<IReadOnlyList<TItem>, CancellationToken, Task> commit, int largestGroup, int workers = 1)
    {
        this.commit = commit;
        this.largestGroup = largestGroup;
        this.workers = [.. Enumerable.Range(0, workers).Select(_ => Task.Run(Work))];
    }

    /// <summary>Waits until the item is committed.</summary>
    /// <param name="item">What to commit.</param>
    /// <param name="ct">Gives up waiting; the item may be committed all the same.</param>
    /// <exception cref="Exception">Whatever committing this item alone threw.</exception>
    public async Task CommitAsync(TItem item, CancellationToken ct)
    {
        var entry = new Waiting(item);
        await waiting.Writer.WriteAsync(entry, ct);
        await entry.Done.Task.WaitAsync(ct);
    }

    async Task Work()
    {
        var group = new List<Waiting>(largestGroup);
        while (await waiting.Reader.WaitToReadAsync())
        {
            while (group.Count < largestGroup && waiting.Reader.TryRead(out var entry)) group.Add(entry);
            if (group.Count > 0 && !await TryCommit(group) && group.Count > 1)
                foreach (var alone in group) await TryCommit([alone]);
            group.Clear();
        }
    }

    async Task<bool> TryCommit(List<Waiting> group)
    {
        try
        {
            await commit([.. group.Select(entry => entry.Item)], stopping.Token);
            foreach (var entry in group) entry.Done.TrySetResult();
            return true;
        }
        catch (Exception e)
        {
            if (group.Count == 1) group[0].Done.TrySetException(e);
            return false;
        }
    }

    /// <summary>Takes no more items, cancels the commit that runs and fails what still waits.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await stopping.CancelAsync();
        await Task.WhenAll(workers);
        stopping.Dispose();
    }

    sealed record Waiting(TItem Item)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
