using System.Threading.RateLimiting;

namespace QLab.Gateway.Limits;

/// <summary>
/// Counts in fixed windows. The framework's own limiter does not tell when its window ends, which the RateLimit header says.
/// </summary>
sealed class FixedWindowLimiter(Quota quota, TimeProvider time) : RateLimiter
{
    readonly Lock gate = new();
    long opened = time.GetTimestamp();
    int taken;

    /// <summary>How long the full quota has been there; the partitions drop a window some seconds after that.</summary>
    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (gate) return time.GetElapsedTime(opened) is var age && age > quota.Window ? age - quota.Window : null;
        }
    }

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (gate)
        {
            var age = time.GetElapsedTime(opened);
            if (age >= quota.Window)
            {
                (opened, taken, age) = (time.GetTimestamp(), 0, TimeSpan.Zero);
            }
            var granted = taken + permitCount <= quota.Requests;
            if (granted) taken += permitCount;
            return new FixedWindowLease(granted, quota.Requests - taken, quota.Window - age);
        }
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
        new(AttemptAcquireCore(permitCount));
}

/// <summary>What was granted of a window, what is left of it and for how long.</summary>
sealed class FixedWindowLease(bool granted, int left, TimeSpan until) : RateLimitLease
{
    public static readonly MetadataName<int> Left = MetadataName.Create<int>("LEFT");

    public override bool IsAcquired => granted;

    public override IEnumerable<string> MetadataNames => [Left.Name, MetadataName.RetryAfter.Name];

    public override bool TryGetMetadata(string metadataName, out object? metadata)
    {
        metadata = metadataName == Left.Name ? left : metadataName == MetadataName.RetryAfter.Name ? until : null;
        return metadata is not null;
    }
}
