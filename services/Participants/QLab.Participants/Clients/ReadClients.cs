using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Clients;

/// <param name="LastUsedAt">When it last asked for a token, to five minutes.</param>
/// <param name="FormerSecretUntil">Until when the secret before the last rotation works.</param>
sealed record ClientView(
    Guid Id, string ClientId, string Name, Guid? OrganisationId, string[] Scopes, DateTimeOffset RegisteredAt,
    DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? FormerSecretUntil);

static class ReadClients
{
    public static Task<Page<ClientView>> List(
        [AsParameters] Paging paging, Guid? organisationId, ClaimsPrincipal user, ParticipantsDb db, CancellationToken ct) =>
        paging.ReadAsync(
            db.Clients.Of(user).Where(c => organisationId == null || c.OrganisationId == organisationId), c => c.Id,
            c => new ClientView(
                c.Id, c.ClientId, c.Name, c.OrganisationId, c.Scopes, c.RegisteredAt, c.ExpiresAt, c.RevokedAt, c.LastUsedAt,
                c.PreviousSecretUntil), ct);

    public static async Task<Results<Ok<ClientView>, ProblemHttpResult>> Get(
        Guid id, ClaimsPrincipal user, HttpContext http, ParticipantsDb db, CancellationToken ct)
    {
        if (await db.Clients.AsNoTracking().Of(user).SingleOrDefaultAsync(c => c.Id == id, ct) is not { } c)
            return Refusal.NotFound("client").ToProblem();
        http.SetETag(c.RowVersion);
        return TypedResults.Ok(new ClientView(
            c.Id, c.ClientId, c.Name, c.OrganisationId, c.Scopes, c.RegisteredAt, c.ExpiresAt, c.RevokedAt, c.LastUsedAt,
            c.PreviousSecretUntil));
    }
}
