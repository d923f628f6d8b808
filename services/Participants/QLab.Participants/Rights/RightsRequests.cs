using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using QLab.Participants.Keys;
using QLab.Participants.Notifications;
using QLab.ServiceDefaults;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Privacy;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Participants.Rights;

/// <summary>Puts the question of a request to the services: the first time, and again while an answer is missing.</summary>
sealed class RightsRequestPublisher(ParticipantsDb db, IEvents events, IOptions<KeyOptions> keys, TimeProvider time)
{
    public RightsRequest Ask(RightsKind kind, DataSubject subject, Dictionary<string, IReadOnlyList<string>>? facts = null)
    {
        var now = time.GetUtcNow();
        var request = new RightsRequest
        {
            Kind = kind, Subject = kind == RightsKind.Erasure ? null : subject.Subject, Whose = subject, Facts = facts,
            Services = [.. PlatformServices.Names], RequestedAt = now, AskedAt = now, DueAt = now.AddMonths(1),
        };
        var boxKeys = kind == RightsKind.Export ? SealedBox.NewKeys() : default;
        if (kind == RightsKind.Export) request.PrivateKey = Seal.Close(boxKeys.Private, keys.Value.RequireSecret(), request.Id.ToString());
        db.RightsRequests.Add(request);
        Publish(request, boxKeys.Public, now);
        return request;
    }

    /// <summary>The same question again. The services answer it as often as it comes.</summary>
    public void AskAgain(RightsRequest request)
    {
        request.AskedAt = time.GetUtcNow();
        Publish(request, request.PrivateKey is null ? null : SealedBox.PublicKeyOf(OpenPrivateKey(request)), request.AskedAt);
    }

    public byte[] OpenPrivateKey(RightsRequest request) =>
        Seal.Open(request.PrivateKey!, keys.Value.RequireSecret(), request.Id.ToString());

    void Publish(RightsRequest request, byte[]? publicKey, DateTimeOffset now)
    {
        var subject = request.Whose!;
        switch (request.Kind)
        {
            case RightsKind.Erasure:
                events.Publish(new ErasureRequested(request.Id, subject.Subject, subject.Pseudonyms, now));
                break;
            case RightsKind.Export:
                events.Publish(new ExportRequested(request.Id, subject.Subject, subject.Pseudonyms, publicKey!, now));
                break;
            default:
                // What is right was true when it was said: asking again must not make it newer than a later correction.
                events.Publish(new CorrectionRequested(request.Id, subject.Pseudonyms[0], request.Facts!, request.RequestedAt));
                break;
        }
    }
}

/// <summary>Notes which services have answered, and finishes the request with the last of them.</summary>
sealed class RightsRequestTracker(ParticipantsDb db, NotificationQueue notifications, TimeProvider time)
{
    static readonly TimeSpan ExportKept = TimeSpan.FromDays(14);

    /// <summary>
    /// One row lock for each request, in the order of their ids: replicas that handle answers to the same requests cannot miss the last
    /// one.
    /// </summary>
    public Task<List<RightsRequest>> LockAsync(IEnumerable<Guid> requests, CancellationToken ct)
    {
        Guid[] ids = [.. requests.Distinct()];
        return db.RightsRequests.FromSql($"SELECT * FROM rights_requests WHERE id = ANY({ids}) AND completed_at IS NULL ORDER BY id FOR UPDATE").ToListAsync(ct);
    }

    public Task NoteAsync(Guid request, string service, DateTimeOffset at, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        INSERT INTO rights_answers (request_id, service, answered_at) VALUES ({request}, {service}, {at.ToUniversalTime()})
        ON CONFLICT DO NOTHING
        """, ct);

    public async Task FinishAsync(RightsRequest request, CancellationToken ct)
    {
        var answered = await db.RightsAnswers.Where(a => a.RequestId == request.Id).Select(a => a.Service).ToListAsync(ct);
        if (request.Services.Except(answered).Any()) return;

        var now = time.GetUtcNow();
        request.CompletedAt = now;
        if (request.Kind == RightsKind.Export)
        {
            request.ExpiresAt = now + ExportKept;
            notifications.Add(request.Id, new(PersonId: request.Subject), "export-ready", new Dictionary<string, string> { ["exportId"] = request.Id.ToString() });
        }
        request.Whose = null;
    }
}

/// <summary>Asks again where an answer is missing, says what is overdue, and throws exports away after their time.</summary>
sealed partial class ChaseRequests(
    ParticipantsDb db, RightsRequestPublisher publisher, TimeProvider time, IConfiguration configuration,
    ILogger<ChaseRequests> logger) : IPeriodicWork
{
    readonly TimeSpan askAgainAfter = configuration.GetValue("Rights:AskAgainAfter", TimeSpan.FromHours(1));

    public async Task RunAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var unanswered = await db.RightsRequests.FromSql($"""
            SELECT * FROM rights_requests WHERE completed_at IS NULL AND asked_at < {now - askAgainAfter}
            ORDER BY asked_at LIMIT 100 FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);
        foreach (var request in unanswered) publisher.AskAgain(request);
        await db.SaveChangesAsync(ct);
        await db.ExportParts.Where(p => db.RightsRequests.Any(r => r.Id == p.RequestId && r.ExpiresAt < now)).ExecuteDeleteAsync(ct);
        await db.RightsRequests.Where(r => r.ExpiresAt < now && r.PrivateKey != null)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.PrivateKey, (byte[]?)null), ct);
        await transaction.CommitAsync(ct);

        var overdue = await db.RightsRequests.CountAsync(r => r.CompletedAt == null && r.DueAt < now, ct);
        if (overdue > 0) Log.AreOverdue(logger, overdue);
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Count} exports, erasures or corrections are overdue; GET /api/participants/v1/rights?overdue=true lists them")]
        public static partial void AreOverdue(ILogger logger, int count);
    }
}
