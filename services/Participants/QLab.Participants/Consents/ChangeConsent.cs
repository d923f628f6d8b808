using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Participations;
using QLab.Participants.People;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Consents;

[Example("""{ "purpose": "quotation" }""")]
public sealed record ChangeConsentRequest(Purpose Purpose);

static class ChangeConsent
{
    public static Task<Results<NoContent, ProblemHttpResult>> Give(
        Guid projectId, Guid participantId, ChangeConsentRequest request, HttpContext http, ParticipantsDb db, ConsentLedger ledger,
        AuditLog audit, TimeProvider time, CancellationToken ct) =>
        GiveAsync(
            db.Participations.Where(p => p.Id == participantId && p.ProjectId == projectId).VisibleTo(http.User, db), request.Purpose,
            ConsentMethod.Staff, db, ledger, audit, time, ct);

    public static Task<Results<NoContent, ProblemHttpResult>> Withdraw(
        Guid projectId, Guid participantId, ChangeConsentRequest request, HttpContext http, ParticipantsDb db, ConsentLedger ledger,
        AuditLog audit, TimeProvider time, CancellationToken ct) =>
        WithdrawAsync(
            db.Participations.Where(p => p.Id == participantId && p.ProjectId == projectId).VisibleTo(http.User, db), request.Purpose,
            ConsentMethod.Staff, db, ledger, audit, time, ct);

    public static Task<Results<NoContent, ProblemHttpResult>> GiveAsync(
        IQueryable<Participation> subject, Purpose purpose, ConsentMethod method, ParticipantsDb db, ConsentLedger ledger, AuditLog audit,
        TimeProvider time, CancellationToken ct) =>
        ChangeAsync(subject, purpose, db, ledger, audit, time, async (participation, latest, now) =>
        {
            if (latest is { Given: true }) return ConsentErrors.AlreadyGiven;
            if (participation.LeftAt is not null) return ParticipationErrors.HasLeft;
            await ledger.RecordAsync(participation, purpose, given: true, method, now, ct);
            return null;
        }, ct);

    public static Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync(
        IQueryable<Participation> subject, Purpose purpose, ConsentMethod method, ParticipantsDb db, ConsentLedger ledger, AuditLog audit,
        TimeProvider time, CancellationToken ct) =>
        ChangeAsync(subject, purpose, db, ledger, audit, time, (participation, latest, now) =>
        {
            if (latest is not { Given: true }) return Task.FromResult<Refusal?>(ConsentErrors.NotGiven);
            ledger.Withdraw(participation, latest, method, now);
            return Task.FromResult<Refusal?>(null);
        }, ct);

    static async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(
        IQueryable<Participation> subject, Purpose purpose, ParticipantsDb db, ConsentLedger ledger, AuditLog audit, TimeProvider time,
        Func<Participation, ConsentEntry?, DateTimeOffset, Task<Refusal?>> change, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        var participation = await subject.AsNoTracking().SingleOrDefaultAsync(ct);
        if (participation?.PersonId is not { } person) return Refusal.NotFound("participant").ToProblem();

        var latest = await ledger.LatestAsync(participation, purpose, ct);
        if (await change(participation, latest, ConsentLedger.After(latest, time.GetUtcNow())) is { } refusal) return refusal.ToProblem();
        await audit.ChangedAsync(
            $"consent {PurposeText.Of(purpose)}", ct, await db.People.Where(p => p.Id == person).Select(p => p.AuditId).SingleAsync(ct));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
