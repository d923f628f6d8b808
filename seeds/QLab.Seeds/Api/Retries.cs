using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace QLab.Seeds.Api;

/// <summary>
/// Tries again where that can help: the gateway or a service is away, asks to slow down, or has yet to hear of what the request names.
/// Every request is safe to repeat, so a lost answer counts as away too. The last answer is the one that counts.
/// </summary>
sealed class Retries(TimeProvider time)
{
    /// <summary>Half a second apart where no answer says otherwise, for about a minute.</summary>
    const int Most = 120;

    readonly ResiliencePipeline<HttpResponseMessage> pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
        .AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = Most,
            Delay = TimeSpan.FromSeconds(0.5),
            BackoffType = DelayBackoffType.Constant,
            UseJitter = false,
            ShouldHandle = attempt => ValueTask.FromResult(!attempt.Context.CancellationToken.IsCancellationRequested && MayPass(attempt.Outcome)),
        })
        .Build();

    public async Task<HttpResponseMessage> Send(Func<CancellationToken, Task<HttpResponseMessage>> send, CancellationToken ct)
    {
        try
        {
            return await pipeline.ExecuteAsync(async token => await send(token), ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or TaskCanceledException)
        {
            throw new PlayStopped($"No answer in {Most} tries: {e.Message}");
        }
    }

    static bool MayPass(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or TaskCanceledException } => true,
        { Result.StatusCode: HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout } => true,
        { Result.StatusCode: HttpStatusCode.TooManyRequests } => true,
        { Result: { StatusCode: HttpStatusCode.Conflict, Headers.RetryAfter: not null } } => true,
        _ => false,
    };
}
