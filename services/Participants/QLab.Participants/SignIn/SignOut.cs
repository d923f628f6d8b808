using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.SignIn;

static class SignOut
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Here(ClaimsPrincipal user, ParticipantsDb db, Sessions sessions, CancellationToken ct)
    {
        if (user.PersonId() is not { } person) return SignInErrors.NotAPerson.ToProblem();
        var session = await db.Sessions.SingleOrDefaultAsync(s => s.Id == user.SessionId() && s.PersonId == person, ct);
        if (session is not null) await sessions.EndAsync(session, ct);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> Everywhere(ClaimsPrincipal user, ParticipantsDb db, Sessions sessions, CancellationToken ct)
    {
        if (user.PersonId() is not { } person) return SignInErrors.NotAPerson.ToProblem();
        await sessions.EndAllAsync(person, ct);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> Somebody(
        Guid id, ParticipantsDb db, Sessions sessions, AuditLog audit, CancellationToken ct)
    {
        if (await db.People.Where(p => p.Id == id).Select(p => (Guid?)p.AuditId).SingleOrDefaultAsync(ct) is not { } auditId)
            return Refusal.NotFound("person").ToProblem();
        await sessions.EndAllAsync(id, ct);
        await audit.ChangedAsync("sessions ended", ct, auditId);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
