using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.People;
using QLab.Participants.SignIn;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Clients;

public sealed record AllowScopesRequest([property: Scopes] string[] Scopes);

sealed record AllowedScopes(string[] Scopes);

static class AllowScopes
{
    public static async Task<Results<Ok<AllowedScopes>, ProblemHttpResult>> Read(
        Guid id, ClaimsPrincipal user, ParticipantsDb db, CancellationToken ct) =>
        user.MayActFor(id) && await db.Organisations.AnyAsync(o => o.Id == id, ct)
            ? TypedResults.Ok(new AllowedScopes(await db.ScopesAllowedAsync(id, ct)))
            : Refusal.NotFound("organisation").ToProblem();

    public static Task<Results<Ok<AllowedScopes>, ProblemHttpResult>> Allow(
        Guid id, AllowScopesRequest request, ParticipantsDb db, AuditLog audit, TimeProvider time, CancellationToken ct) =>
        Change(id, before => [.. before.Union(request.Scopes)], db, audit, time, ct);

    public static Task<Results<Ok<AllowedScopes>, ProblemHttpResult>> Withdraw(
        Guid id, AllowScopesRequest request, ParticipantsDb db, AuditLog audit, TimeProvider time, CancellationToken ct) =>
        Change(id, before => [.. before.Except(request.Scopes)], db, audit, time, ct);

    static async Task<Results<Ok<AllowedScopes>, ProblemHttpResult>> Change(
        Guid id, Func<string[], string[]> change, ParticipantsDb db, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        if (await db.Database.SqlQuery<Guid>($"SELECT id AS \"Value\" FROM organisations WHERE id = {id} FOR UPDATE").ToListAsync(ct) is [])
            return Refusal.NotFound("organisation").ToProblem();

        var allowed = await db.OrganisationScopes.SingleOrDefaultAsync(a => a.OrganisationId == id, ct);
        if (allowed is null)
            db.OrganisationScopes.Add(allowed = new OrganisationScopes { OrganisationId = id, Scopes = OrganisationScopes.Least });
        var before = allowed.Scopes;
        allowed.Scopes = change(before);
        await audit.ChangedAsync($"scopes of organisation {id}", ct);
        await db.SaveChangesAsync(ct);
        if (before.Except(allowed.Scopes).Any()) await RefuseTokensAsync(id, db, time, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new AllowedScopes(allowed.Scopes));
    }

    /// <remarks>Some seconds more for tokens that are being signed at this moment; whose new token is refused asks for another.</remarks>
    static async Task RefuseTokensAsync(Guid organisationId, ParticipantsDb db, TimeProvider time, CancellationToken ct)
    {
        foreach (var client in await db.Clients.Where(c => c.OrganisationId == organisationId && c.RevokedAt == null)
            .Select(c => c.ClientId)
            .ToListAsync(ct))
            await db.RevokeTokensAsync(Callers.ClientClaim, client, time.GetUtcNow().AddSeconds(3), ct);
    }
}
