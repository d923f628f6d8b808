using System.Net;

namespace QLab.Seeds.Api;

/// <summary>
/// Tries again where that can help: the gateway or a service is away, asks to slow down, or has yet to hear of what the request names.
/// Every request is safe to repeat, so a lost answer counts as away too.
/// </summary>
static class RetryPolicy
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static async Task<HttpResponseMessage> Try(Func<Task<HttpResponseMessage>> send, TimeProvider time, CancellationToken ct)
    {
        var deadline = time.GetUtcNow() + Longest;
        while (true)
        {
            HttpResponseMessage? answer = null;
            try
            {
                answer = await send();
                if (!MayPass(answer)) return answer;
            }
            catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or TaskCanceledException)
            {
                if (time.GetUtcNow() >= deadline) throw new PlayStopped($"No answer for {Longest.TotalSeconds} seconds: {e.Message}");
            }

            var pause = answer?.Headers.RetryAfter?.Delta ?? Pause;
            if (answer is not null && time.GetUtcNow() + pause > deadline) return answer;
            answer?.Dispose();
            await Task.Delay(pause, time, ct);
        }
    }

    static bool MayPass(HttpResponseMessage answer) => answer.StatusCode switch
    {
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout or HttpStatusCode.TooManyRequests => true,
        HttpStatusCode.Conflict => answer.Headers.RetryAfter is not null,
        _ => false,
    };
}
