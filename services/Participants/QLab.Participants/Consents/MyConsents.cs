using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Participations;
using QLab.Participants.Rights;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Consents;

/// <summary>What somebody says for themselves.</summary>
static class MyConsents
{
    public static IQueryable<Participation> Mine(this ParticipantsDb db, Guid participantId, ClaimsPrincipal user)
    {
        var me = user.Myself();
        return db.Participations.Where(p => p.Id == participantId && p.PersonId == me);
    }

    public static Task<Results<Ok<ConsentsView>, ProblemHttpResult>> Read(
        Guid participantId, HttpContext http, ParticipantsDb db, AuditLog audit, CancellationToken ct) =>
        ReadConsents.Of(db.Mine(participantId, http.User), db, audit, ct);

    public static Task<Results<NoContent, ProblemHttpResult>> Give(
        Guid participantId, ChangeConsentRequest request, HttpContext http, ParticipantsDb db, ConsentLedger ledger, AuditLog audit,
        TimeProvider time, CancellationToken ct) =>
        ChangeConsent.GiveAsync(
            db.Mine(participantId, http.User), request.Purpose, ConsentMethod.Themselves, db, ledger, audit, time, ct);

    public static Task<Results<NoContent, ProblemHttpResult>> Withdraw(
        Guid participantId, ChangeConsentRequest request, HttpContext http, ParticipantsDb db, ConsentLedger ledger, AuditLog audit,
        TimeProvider time, CancellationToken ct) =>
        ChangeConsent.WithdrawAsync(
            db.Mine(participantId, http.User), request.Purpose, ConsentMethod.Themselves, db, ledger, audit, time, ct);

    /// <summary>An objection (UK GDPR Art. 21) stops everything at once: it withdraws whatever is given.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> Object(
        Guid participantId, HttpContext http, ParticipantsDb db, ConsentLedger ledger, AuditLog audit, TimeProvider time,
        CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        if (!await db.Mine(participantId, http.User).AnyAsync(ct)) return Refusal.NotFound("participant").ToProblem();
        await audit.ChangedAsync("objection", ct, await db.Me(http.User).Select(p => p.AuditId).SingleAsync(ct));
        await db.SaveChangesAsync(ct);
        foreach (var purpose in Enum.GetValues<Purpose>())
            await ChangeConsent.WithdrawAsync(
                db.Mine(participantId, http.User), purpose, ConsentMethod.Themselves, db, ledger, audit, time, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
