using System.Threading.Channels;

namespace QLab.ServiceDefaults.Messaging.Outbox;

/// <summary>Wakes the relay of this process as soon as something was committed; any number of wakes before it looks count as one.</summary>
public sealed class OutboxSignal(TimeProvider time)
{
    readonly Channel<bool> wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Call it after the commit that stored outbox rows.</summary>
    public void Wake() => wakes.Writer.TryWrite(true);

    internal async Task WaitAsync(TimeSpan atMost, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        try
        {
            await wakes.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Nobody woke it: the poll is the safety net for rows that another process left behind.
        }
    }
}
