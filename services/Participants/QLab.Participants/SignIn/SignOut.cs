using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.SignIn;

static class SignOut
{
    public static async Task<NoContent> Here(ClaimsPrincipal user, ParticipantsDb db, Sessions sessions, CancellationToken ct)
    {
        var person = user.Myself();
        if (user.SessionId() is { } session && await db.Sessions.AnyAsync(s => s.Id == session && s.PersonId == person, ct))
            await sessions.EndAsync(session, ct);
        return TypedResults.NoContent();
    }

    public static async Task<NoContent> Everywhere(ClaimsPrincipal user, Sessions sessions, CancellationToken ct)
    {
        await sessions.EndAllAsync(user.Myself(), ct);
        return TypedResults.NoContent();
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> Somebody(
        Guid id, ParticipantsDb db, Sessions sessions, AuditLog audit, CancellationToken ct)
    {
        if (await db.People.Where(p => p.Id == id).Select(p => (Guid?)p.AuditId).SingleOrDefaultAsync(ct) is not { } auditId)
            return Refusal.NotFound("person").ToProblem();
        await using var transaction = await db.RequireTransactionAsync(ct);
        await sessions.EndAllAsync(id, ct);
        await audit.ChangedAsync("sessions ended", ct, auditId);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
