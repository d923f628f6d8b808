using System.Threading.RateLimiting;
using QLab.ServiceDefaults.Http;

namespace QLab.Participants.Newsletter;

/// <summary>How often one client address may ask for the newsletter: <c>Newsletter:AsksAnHour</c>, 20 when not set.</summary>
sealed class AsksByAddress(IConfiguration configuration) : IDisposable
{
    readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetFixedWindowLimiter(
        address, _ => new() { PermitLimit = configuration.GetValue("Newsletter:AsksAnHour", 20), Window = TimeSpan.FromHours(1) }));

    /// <returns>For how many seconds, or null when it may.</returns>
    public int? RefusedFor(HttpContext http)
    {
        using var lease = limiter.AttemptAcquire(ClientAddress.PrefixOf(http));
        if (lease.IsAcquired) return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)after.TotalSeconds) : 3600;
    }

    public void Dispose() => limiter.Dispose();
}
