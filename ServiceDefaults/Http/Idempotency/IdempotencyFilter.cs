using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.ServiceDefaults.Http.Idempotency;

/// <summary>
/// Gives a repeated POST its first answer. The handler's changes and the answer commit together, so there is no moment at which
/// the work is done and the answer is lost. Answers that invite another try (429, 5xx, Retry-After) are not remembered.
/// </summary>
sealed class IdempotencyFilter(TimeProvider time) : IEndpointFilter
{
    static readonly TimeSpan Kept = TimeSpan.FromHours(24);
    static readonly string[] KeptHeaders = ["Location", "ETag", "Link", "Content-Type"];

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (IdempotencyKey.Read(http.Request) is not { } key
            || http.GetEndpoint()?.Metadata.GetMetadata<IdempotencyExtensions.NotRemembered>() is not null)
            return await BufferedResponse.From(http, await next(context));

        var ct = http.RequestAborted;
        var caller = IdempotencyKey.Caller(http);
        var fingerprint = await IdempotencyKey.Fingerprint(http.Request, ct);
        var db = http.RequestServices.GetRequiredService<ServiceDb>();

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var free = await db.Database.SqlQuery<bool>(
            $"SELECT pg_try_advisory_xact_lock(hashtextextended({caller + '\n' + key}, 1)) AS \"Value\"").SingleAsync(ct);
        if (!free) return StillInFlight.ToProblem();

        var first = await db.Set<IdempotencyRecord>().AsNoTracking().SingleOrDefaultAsync(a => a.Caller == caller && a.Key == key, ct);
        if (first is not null && first.RememberedAt > time.GetUtcNow() - Kept)
            return first.Fingerprint.AsSpan().SequenceEqual(fingerprint) ? new Replay(first) : UsedForAnotherRequest.ToProblem();
        if (first is not null)
            await db.Set<IdempotencyRecord>().Where(a => a.Caller == caller && a.Key == key).ExecuteDeleteAsync(ct);

        var answer = await BufferedResponse.From(http, await next(context));
        if (!answer.IsFinal) return answer;

        db.ChangeTracker.Clear();
        db.Add(new IdempotencyRecord
        {
            Caller = caller, Key = key, Fingerprint = fingerprint, Status = answer.Status, Body = answer.Body,
            Headers = JsonSerializer.Serialize(KeptHeaders.Where(answer.Headers.ContainsKey).ToDictionary(h => h, h => answer.Headers[h].ToString())),
            RememberedAt = time.GetUtcNow(),
        });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return answer;
    }

    static Refusal StillInFlight => Refusal.Conflict("request-in-flight", "The first request with this Idempotency-Key is still being answered; try again in a moment.") with { RetryAfterSeconds = 1 };

    internal static Refusal UsedForAnotherRequest =>
        new(422, "idempotency-key-reused", "This Idempotency-Key came with another request before; use a new key for a new request.");

    sealed class Replay(IdempotencyRecord first) : IResult
    {
        public async Task ExecuteAsync(HttpContext http)
        {
            http.Response.StatusCode = first.Status;
            foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(first.Headers)!)
                http.Response.Headers[name] = value;
            http.Response.Headers["Idempotency-Replayed"] = "true";
            await BufferedResponse.WriteAsync(http, first.Body);
        }
    }
}
