namespace QLab.ServiceDefaults.Scheduling;

/// <summary>
/// Tells the worker of this process that there is something to do. Any number of wakes before it looks count as one. A worker looks without
/// being woken too, for what another process left behind.
/// </summary>
/// <typeparam name="TWork">Whose worker is woken.</typeparam>
/// <param name="time">The clock.</param>
public sealed class WakeSignal<TWork>(TimeProvider time)
{
    TaskCompletionSource next = NotYet();

    /// <summary>Call it after the commit of what there is to do.</summary>
    public void Wake() => Volatile.Read(ref next).TrySetResult();

    /// <summary>Returns when woken, else after a while. One worker waits at a time.</summary>
    /// <param name="atMost">How long to wait when nobody wakes it.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <exception cref="OperationCanceledException">The token asked for it.</exception>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken ct)
    {
        var wake = Volatile.Read(ref next);
        // That nobody wakes it is the rule, once a second in many workers: no reason for an exception each time.
        await wake.Task.WaitAsync(atMost, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
        if (wake.Task.IsCompleted) Interlocked.CompareExchange(ref next, NotYet(), wake);
    }

    static TaskCompletionSource NotYet() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
