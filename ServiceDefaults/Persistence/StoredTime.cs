namespace QLab.ServiceDefaults.Persistence;

/// <summary>
/// The time in whole microseconds, which is what PostgreSQL keeps: an instant that is answered is the one that is read later.
/// </summary>
sealed class StoredTime : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().Stored();
}

static class StoredInstants
{
    /// <summary>The instant without what PostgreSQL leaves out: the digit of 100 nanoseconds.</summary>
    public static DateTimeOffset Stored(this DateTimeOffset instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));
}
