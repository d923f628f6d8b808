using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Participations;
using QLab.Participants.People;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Consents;

public sealed record ConsentRequest(Purpose Purpose);

static class ChangeConsent
{
    static readonly TimeSpan Tick = TimeSpan.FromMicroseconds(1);

    public static Task<Results<NoContent, ProblemHttpResult>> Give(
        Guid projectId, Guid participantId, ConsentRequest request, ClaimsPrincipal user, ParticipantsDb db, ConsentLedger ledger, AuditLog audit, TimeProvider time, CancellationToken ct) =>
        Change(projectId, participantId, request, user, db, ledger, audit, time, async (participation, latest, now) =>
        {
            if (latest is { Given: true }) return ConsentErrors.AlreadyGiven;
            if (participation.LeftAt is not null) return ParticipationErrors.HasLeft;
            await ledger.RecordAsync(participation, request.Purpose, given: true, now, ct);
            return null;
        }, ct);

    public static Task<Results<NoContent, ProblemHttpResult>> Withdraw(
        Guid projectId, Guid participantId, ConsentRequest request, ClaimsPrincipal user, ParticipantsDb db, ConsentLedger ledger, AuditLog audit, TimeProvider time, CancellationToken ct) =>
        Change(projectId, participantId, request, user, db, ledger, audit, time, (participation, latest, now) =>
        {
            if (latest is not { Given: true }) return Task.FromResult<Refusal?>(ConsentErrors.NotGiven);
            ledger.Withdraw(participation, latest, now);
            return Task.FromResult<Refusal?>(null);
        }, ct);

    static async Task<Results<NoContent, ProblemHttpResult>> Change(
        Guid projectId, Guid participantId, ConsentRequest request, ClaimsPrincipal user, ParticipantsDb db, ConsentLedger ledger, AuditLog audit, TimeProvider time,
        Func<Participation, ConsentEntry?, DateTimeOffset, Task<Refusal?>> change, CancellationToken ct)
    {
        var participation = await db.Participations.AsNoTracking().VisibleTo(user, db).SingleOrDefaultAsync(p => p.Id == participantId && p.ProjectId == projectId, ct);
        if (participation is null) return Refusal.NotFound("participant").ToProblem();

        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        var latest = await ledger.LatestAsync(participation, request.Purpose, ct);
        if (await change(participation, latest, After(latest, time.GetUtcNow())) is { } refusal) return refusal.ToProblem();
        await audit.ChangedAsync("consents", ct, await db.AuditIdsOfParticipantsAsync([participantId], ct));
        await db.SaveChangesAsync(ct);
        if (transaction is not null) await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }

    /// <summary>For other services the latest instant counts, so no two entries of one purpose share it.</summary>
    static DateTimeOffset After(ConsentEntry? latest, DateTimeOffset now) =>
        latest is not null && now < latest.RecordedAt + Tick ? latest.RecordedAt + Tick : now;
}
