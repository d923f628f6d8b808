using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace QLab.ServiceDefaults.Tests;

/// <summary>Time that passes when a test says so, and tells how long somebody is about to wait.</summary>
sealed class WatchedTime : FakeTimeProvider
{
    readonly Channel<TimeSpan> pauses = Channel.CreateUnbounded<TimeSpan>();

    public WatchedTime() : base(new DateTimeOffset(2026, 11, 27, 9, 0, 0, TimeSpan.Zero)) { }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero) pauses.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Waits until somebody waits, and tells how long.</summary>
    public async Task<TimeSpan> NextPauseAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await pauses.Reader.ReadAsync(deadline.Token);
    }

    /// <summary>Waits until somebody waits, and lets that time pass.</summary>
    public async Task<TimeSpan> PassAsync()
    {
        var pause = await NextPauseAsync();
        Advance(pause);
        return pause;
    }
}
