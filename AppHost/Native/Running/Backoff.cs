using System.Diagnostics;

namespace Aspire.Hosting.Native.Running;

/// <summary>Half a second, doubling to half a minute; forgotten once a process has stayed up for a minute.</summary>
internal sealed class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly Stopwatch _healthyFor = new();
    private TimeSpan _next = First;

    public void Healthy() => _healthyFor.Restart();

    public TimeSpan Next()
    {
        if (_healthyFor.IsRunning && _healthyFor.Elapsed > TimeSpan.FromMinutes(1)) _next = First;
        _healthyFor.Reset();
        var pause = _next;
        _next = TimeSpan.FromTicks(Math.Min(_next.Ticks * 2, Longest.Ticks));
        return pause;
    }
}
