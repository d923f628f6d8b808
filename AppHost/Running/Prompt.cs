using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace QLab.AppHost.Running;

/// <summary>
/// A health check that looks again and again within one call, so that it tells at once when something becomes healthy.
/// Aspire itself looks after one second, then two, up to five, and a start waits for that at every level.
/// </summary>
internal sealed class Prompt(Func<CancellationToken, Task<bool>> isHealthy) : IHealthCheck
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        for (var until = DateTime.UtcNow + Patience; DateTime.UtcNow < until; await Task.Delay(Interval, cancellationToken))
            if (await isHealthy(cancellationToken)) return HealthCheckResult.Healthy();
        return HealthCheckResult.Unhealthy("It does not answer.");
    }

    /// <summary>Whether an address answers with success within five seconds.</summary>
    public static async Task<bool> AnswersAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await Http.GetAsync(address, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}

internal static class PromptExtensions
{
    public static IResourceBuilder<T> WithPromptHealthCheck<T>(
        this IResourceBuilder<T> resource, string what, Func<CancellationToken, Task<bool>> isHealthy) where T : IResource
    {
        var key = $"{resource.Resource.Name}_{what}";
        resource.ApplicationBuilder.Services.AddHealthChecks().AddCheck(key, new Prompt(isHealthy));
        return resource.WithHealthCheck(key);
    }

    /// <summary>Healthy when the path answers with success.</summary>
    public static IResourceBuilder<T> WithPromptHealthCheck<T>(this IResourceBuilder<T> resource, string path)
        where T : IResourceWithEndpoints
    {
        var endpoint = resource.GetEndpoint("http");
        return resource.WithPromptHealthCheck(path.Trim('/'), ct => Prompt.AnswersAsync(new Uri(new Uri(endpoint.Url), path), ct));
    }
}
