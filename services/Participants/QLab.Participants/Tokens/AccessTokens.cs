using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using QLab.Participants.Clients;
using QLab.Participants.Keys;
using QLab.Participants.Roles;
using QLab.Participants.SignIn;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Security;
using Known = QLab.ServiceDefaults.Security.Roles;

namespace QLab.Participants.Tokens;

sealed record IssuedToken(string Token, int ExpiresInSeconds, string Scope);

/// <summary>Access tokens as RFC 9068 describes them, signed with ES256.</summary>
sealed class AccessTokens(SigningKeys keys, IOptions<KeyOptions> options, IConfiguration configuration, TimeProvider time)
{
    static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <remarks>No token outlives its client.</remarks>
    public ValueTask<IssuedToken> IssueAsync(Client client, IEnumerable<string> scopes, DateTimeOffset now, CancellationToken ct)
    {
        var claims =
            new Dictionary<string, object> { [JwtRegisteredClaimNames.Sub] = client.ClientId, [Callers.ClientClaim] = client.ClientId };
        if (client.OrganisationId is { } organisation) claims[Callers.OrganisationClaim] = organisation.ToString();
        var expires = now + options.Value.TokenLifetime;
        var issued = client.TokensFrom > now ? client.TokensFrom.Value : now;
        return SignAsync(claims, scopes, issued, client.ExpiresAt is { } end && end < expires ? end : expires, ct);
    }

    public ValueTask<IssuedToken> IssueAsync(Session session, RolesOf roles, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var claims = new Dictionary<string, object>
        {
            [JwtRegisteredClaimNames.Sub] = session.PersonId.ToString(), [Callers.SessionClaim] = session.Id.ToString(),
            ["roles"] = roles.Roles.ToArray(), [Callers.ParticipantsClaim] = roles.ParticipantIds.Select(id => id.ToString()).ToArray(),
        };
        if (roles.OrganisationId is { } organisation) claims[Callers.OrganisationClaim] = organisation.ToString();
        if (roles.ProjectIds is { } projects) claims[Callers.ProjectsClaim] = string.Join(' ', projects);
        var issued = session.TokensFrom > now ? session.TokensFrom : now;
        return SignAsync(claims, [Access.Me, .. Known.ScopesOf(roles.Roles)], issued, now + options.Value.TokenLifetime, ct);
    }

    /// <remarks>What follows a change within the same second must not look as if it came before: it is issued when the change holds.</remarks>
    async ValueTask<IssuedToken> SignAsync(
        Dictionary<string, object> claims, IEnumerable<string> scopes, DateTimeOffset issuedAt, DateTimeOffset expires,
        CancellationToken ct)
    {
        var scope = string.Join(' ', scopes);
        claims["scope"] = scope;
        claims[JwtRegisteredClaimNames.Jti] = Guid.NewGuid().ToString();
        var now = time.GetUtcNow();
        var key = (await keys.ReadAsync(ct)).Signing(now);
        var token = Handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt", Issuer = configuration.Issuer(), Audience = TokenValidation.Audience,
            IssuedAt = issuedAt.UtcDateTime, Expires = expires.UtcDateTime, Claims = claims,
            SigningCredentials = new(key, SecurityAlgorithms.EcdsaSha256),
        });
        return new(token, (int)Math.Round((expires - now).TotalSeconds), scope);
    }
}
