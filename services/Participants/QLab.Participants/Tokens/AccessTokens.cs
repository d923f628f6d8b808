using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using QLab.Participants.Clients;
using QLab.Participants.Keys;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Tokens;

/// <summary>Access tokens as RFC 9068 describes them, signed with ES256.</summary>
sealed class AccessTokens(SigningKeys keys, IOptions<KeyOptions> options, IConfiguration configuration, TimeProvider time)
{
    static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public TimeSpan Lifetime => options.Value.TokenLifetime;

    public async ValueTask<string> IssueAsync(Client client, IEnumerable<string> scopes, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var key = (await keys.ReadAsync(ct)).Signing(now);
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = configuration.Issuer(),
            Audience = TokenValidation.Audience,
            IssuedAt = now.UtcDateTime,
            Expires = (now + Lifetime).UtcDateTime,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = client.ClientId,
                ["client_id"] = client.ClientId,
                ["scope"] = string.Join(' ', scopes),
                [JwtRegisteredClaimNames.Jti] = Guid.NewGuid().ToString(),
            },
            SigningCredentials = new(key, SecurityAlgorithms.EcdsaSha256),
        });
    }
}
