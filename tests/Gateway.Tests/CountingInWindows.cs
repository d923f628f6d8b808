using System.Threading.RateLimiting;
using QLab.Gateway.Limits;

namespace QLab.Gateway.Tests;

public sealed class CountingInWindows
{
    readonly Clock clock = new();

    [Fact]
    public void A_new_window_brings_the_whole_quota_back()
    {
        using var window = new FixedWindowLimiter(new(2, 60), clock);
        Take(window).ShouldBe((true, 1, 60));
        clock.Seconds += 20;
        Take(window).ShouldBe((true, 0, 40));
        Take(window).ShouldBe((false, 0, 40));

        clock.Seconds += 40;
        Take(window).ShouldBe((true, 1, 60));
    }

    [Fact]
    public void A_window_is_in_use_until_its_end()
    {
        using var window = new FixedWindowLimiter(new(2, 60), clock);
        Take(window);
        clock.Seconds += 59;
        window.IdleDuration.ShouldBeNull();

        clock.Seconds += 11;
        window.IdleDuration.ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Many_at_once_get_no_more_than_the_quota()
    {
        using var window = new FixedWindowLimiter(new(1_000, 60), clock);
        var granted = 0;
        Parallel.For(0, 4_000, _ =>
        {
            if (Take(window).Granted) Interlocked.Increment(ref granted);
        });
        granted.ShouldBe(1_000);
    }

    static (bool Granted, int Left, int Seconds) Take(FixedWindowLimiter window)
    {
        using var share = window.AttemptAcquire();
        share.TryGetMetadata(FixedWindowLease.Left, out var left);
        share.TryGetMetadata(MetadataName.RetryAfter, out var until);
        return (share.IsAcquired, left, (int)until.TotalSeconds);
    }

    sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; } = 1;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
