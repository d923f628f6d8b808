using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.SignIn;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Clients;

public sealed record RotateSecretRequest
{
    /// <summary>
    /// How long the former secret still works, so that programs can change over; 24 when not said. 0 ends it at once, and with it every
    /// token given before.
    /// </summary>
    [Range(0, 720)]
    public int OverlapHours { get; init; } = 24;
}

/// <param name="ClientSecret">Shown this once; only its hash is kept.</param>
/// <param name="FormerSecretUntil">The secret before works until then.</param>
sealed record RotatedSecret(string ClientId, string ClientSecret, DateTimeOffset FormerSecretUntil);

static class RotateSecret
{
    public static async Task<Results<Ok<RotatedSecret>, ProblemHttpResult>> Handle(
        Guid id, RotateSecretRequest request, ClaimsPrincipal user, ParticipantsDb db, AuditLog audit,
        TimeProvider time, CancellationToken ct)
    {
        if (await db.Clients.Of(user).SingleOrDefaultAsync(c => c.Id == id, ct) is not { } client)
            return Refusal.NotFound("client").ToProblem();
        if (client.ClientId == Client.Operator) return ClientErrors.Operators.ToProblem();
        var now = time.GetUtcNow();
        if (client.RevokedAt is not null || client.ExpiresAt <= now) return ClientErrors.Over.ToProblem();

        var secret = Secret.New();
        await using var transaction = await db.RequireTransactionAsync(ct);
        client.Rotate(Secret.Hash(secret), now, TimeSpan.FromHours(request.OverlapHours));
        await audit.ChangedAsync($"client {client.ClientId} rotated", ct);
        await db.SaveChangesAsync(ct);
        if (request.OverlapHours == 0) await db.RevokeTokensAsync(Callers.ClientClaim, client.ClientId, client.TokensFrom!.Value, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new RotatedSecret(client.ClientId, secret, client.PreviousSecretUntil!.Value));
    }
}
