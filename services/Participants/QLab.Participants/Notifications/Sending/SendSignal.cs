using System.Data.Common;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace QLab.Participants.Notifications.Sending;

/// <summary>Wakes the sender of this process; any number of wakes before it looks count as one.</summary>
sealed class SendSignal(TimeProvider time)
{
    readonly Channel<bool> wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Wake() => wakes.Writer.TryWrite(true);

    public async Task WaitAsync(TimeSpan atMost, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        try
        {
            await wakes.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Nobody woke it: it looks all the same, for retries that are due and for what another process left behind.
        }
    }
}

/// <summary>Wakes the sender once notifications are committed.</summary>
sealed class SendInterceptor(SendSignal signal) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    bool added;

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        added |= eventData.Context?.ChangeTracker.Entries<Notification>().Any(e => e.State == EntityState.Added) ?? false;
        return ValueTask.FromResult(result);
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context?.Database.CurrentTransaction is null) WakeIfAdded();
        return ValueTask.FromResult(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
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
