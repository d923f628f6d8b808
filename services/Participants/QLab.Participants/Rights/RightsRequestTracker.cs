using Microsoft.EntityFrameworkCore;
using QLab.Participants.Notifications;

namespace QLab.Participants.Rights;

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
