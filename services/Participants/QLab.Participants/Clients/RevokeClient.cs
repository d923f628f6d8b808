using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.SignIn;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Clients;

static class RevokeClient
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, ClaimsPrincipal user, ParticipantsDb db, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        if (await db.Clients.Of(user).SingleOrDefaultAsync(c => c.Id == id, ct) is not { } client)
            return Refusal.NotFound("client").ToProblem();
        if (client.ClientId == Client.Operator) return ClientErrors.Operators.ToProblem();

        await using var transaction = await db.RequireTransactionAsync(ct);
        client.Revoke(time.GetUtcNow());
        await audit.ChangedAsync($"client {client.ClientId} revoked", ct);
        await db.SaveChangesAsync(ct);
        // A token that is being signed at this moment goes too; the client never gets another.
        await db.RevokeTokensAsync(Callers.ClientClaim, client.ClientId, time.GetUtcNow().AddMinutes(1), ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
