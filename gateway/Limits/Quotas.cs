using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace QLab.Gateway.Limits;

/// <summary>Takes each request from its payer's quota and tells what is left (RateLimit headers, IETF draft-11).</summary>
sealed class Quotas : IDisposable
{
    readonly QuotaSettings settings;
    readonly PartitionedRateLimiter<RateLimitPartitionKey> windows;

    public Quotas(QuotaSettings settings, TimeProvider time)
    {
        this.settings = settings;
        windows = PartitionedRateLimiter.Create<RateLimitPartitionKey, RateLimitPartitionKey>(payer =>
            RateLimitPartition.Get(payer, key => new FixedWindowLimiter(settings.For(key.Policy), time)));
    }

    public Task Count(HttpContext http, RequestDelegate next)
    {
        var payer = RateLimitPartitionKey.Of(http);
        using var share = windows.AttemptAcquire(payer);
        Tell(http.Response.Headers, payer.Policy, share);
        if (share.IsAcquired) return next(http);

        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        return Task.CompletedTask;
    }

    void Tell(IHeaderDictionary headers, string policy, RateLimitLease share)
    {
        var quota = settings.For(policy);
        share.TryGetMetadata(FixedWindowLease.Left, out var left);
        share.TryGetMetadata(MetadataName.RetryAfter, out var until);
        var seconds = Math.Max(1, (int)Math.Ceiling(until.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Policy"] = $"\"{policy}\";q={quota.Requests};w={quota.Seconds}";
        headers["RateLimit"] = $"\"{policy}\";r={left};t={seconds}";
        if (!share.IsAcquired) headers.RetryAfter = seconds;
    }

    public void Dispose() => windows.Dispose();
}

static class QuotasExtensions
{
    public static void AddQuotas(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(configuration.GetSection("Limits").Get<QuotaSettings>() ?? new());
        services.AddSingleton<Quotas>();
    }

    /// <summary>Counts everything but the two health addresses, which those who watch the platform ask all the time.</summary>
    public static void UseQuotas(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<QuotaSettings>().Enabled) return;
        var quotas = app.Services.GetRequiredService<Quotas>();
        app.UseWhen(http => http.Request.Path.Value is not ("/health" or "/alive"), counted => counted.Use(quotas.Count));
    }
}
