using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace QLab.ServiceDefaults.Http;

/// <summary>How often one client address (<see cref="ClientAddress.PrefixOf"/>) may do one thing, counted in this process.</summary>
/// <param name="permits">How often in a window.</param>
/// <param name="window">How long a window is.</param>
public abstract class LimitByAddress(int permits, TimeSpan window) : IDisposable
{
    readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(
        address => RateLimitPartition.GetFixedWindowLimiter(address, _ => new() { PermitLimit = permits, Window = window }));

    /// <summary>Counts this request.</summary>
    /// <param name="http">The request.</param>
    /// <returns>For how many seconds it is refused, or null when it may go on.</returns>
    public int? RefusedFor(HttpContext http)
    {
        using var lease = limiter.AttemptAcquire(ClientAddress.PrefixOf(http));
        if (lease.IsAcquired) return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var after)
            ? Math.Max(1, (int)after.TotalSeconds)
            : (int)window.TotalSeconds;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        limiter.Dispose();
        GC.SuppressFinalize(this);
    }
}
