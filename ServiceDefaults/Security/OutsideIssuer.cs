using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace QLab.ServiceDefaults.Security;

/// <summary>Knows which person an address belongs to; only the service that keeps people can.</summary>
public interface IFindPerson
{
    /// <summary>The person with this address.</summary>
    /// <param name="email">An address that an issuer has verified.</param>
    /// <param name="ct">Cancels the query.</param>
    Task<Guid?> ByEmailAsync(string email, CancellationToken ct);
}

/// <summary>
/// People who sign in with an OpenID Connect provider: <c>Auth:Authority</c>, <c>Auth:Audience</c>, <c>Auth:RoleClaim</c> (default
/// <c>roles</c>) and <c>Auth:RoleMap:{their role}</c> = a role of ours. Beside our own tokens, which programs go on using. Access tokens
/// alone are taken: those whose header says <c>at+jwt</c> (RFC 9068) or, for an issuer that calls everything <c>JWT</c>, what
/// <c>Auth:TokenType</c> says; then they have to carry scopes, which no ID token does.
/// </summary>
static class OutsideIssuer
{
    public const string EitherScheme = "own-or-outside";
    const string Scheme = "outside", AccessToken = "at+jwt";

    static readonly JsonWebTokenHandler Reader = new();

    public static void AddOutsideIssuer(
        this AuthenticationBuilder authentication, IConfiguration configuration, string authority, string ownIssuer)
    {
        var audience = configuration["Auth:Audience"] is { Length: > 0 } named ? named
            : throw new InvalidOperationException("Auth:Authority is set and Auth:Audience is not. Set it to what the issuer's access tokens name as their audience.");
        var insecure = authority.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        if (insecure && !new Uri(authority).IsLoopback)
            throw new InvalidOperationException("Auth:Authority has to begin with https: whoever answers in its place could sign anything.");
        var roles = new RoleMap(configuration);
        var type = configuration["Auth:TokenType"] is { Length: > 0 } called ? called : AccessToken;

        authentication.AddPolicyScheme(EitherScheme, null, options => options.ForwardDefaultSelector = http =>
            IssuerOf(http) is { } issuer && issuer != ownIssuer ? Scheme : JwtBearerDefaults.AuthenticationScheme);
        authentication.AddJwtBearer(Scheme, options =>
        {
            options.MapInboundClaims = false;
            options.Authority = authority;
            options.RequireHttpsMetadata = !insecure;
            options.TokenValidationParameters = new()
            {
                ValidAudience = audience,
                ValidTypes = [type],
                ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256],
                ClockSkew = TimeSpan.FromSeconds(30),
            };
            options.Events = new() { OnTokenValidated = context => TakeAsync(context, type, roles) };
        });
    }

    static string? IssuerOf(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && header[7..].Trim() is var token && Reader.CanReadToken(token)
            ? Issuer(token)
            : null;
    }

    static string? Issuer(string token)
    {
        try
        {
            return Reader.ReadJsonWebToken(token).Issuer;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    static Task TakeAsync(TokenValidatedContext context, string type, RoleMap roles)
    {
        if (type == AccessToken || IsAccessToken(context.Principal!)) return Translate(context, roles);
        context.Fail("This is no access token.");
        return Task.CompletedTask;
    }

    /// <remarks>OpenID Connect Core §2 names what only an ID token has.</remarks>
    static bool IsAccessToken(ClaimsPrincipal outside) =>
        outside.HasClaim(c => c.Type is "scope" or "scp") && !outside.HasClaim(c => c.Type is "nonce" or "at_hash" or "c_hash");

    /// <summary>
    /// Nothing of the outside token passes but its roles and who it is: what it calls scope, organisation or client means nothing here.
    /// </summary>
    static async Task Translate(TokenValidatedContext context, RoleMap map)
    {
        var outside = context.Principal!;
        var services = context.HttpContext.RequestServices;
        var person = VerifiedEmail(outside) is { } email && services.GetService<IFindPerson>() is { } people
            ? await people.ByEmailAsync(email, context.HttpContext.RequestAborted)
            : null;
        var roles = map.Read(outside);
        // A subject from elsewhere could look like the id of a person here.
        var subject = person?.ToString() ?? $"{outside.FindFirstValue("iss")}|{outside.FindFirstValue("sub")}";
        var scopes = Roles.ScopesOf(roles).Concat(person is null ? [] : [Access.Me]);

        var own = new ClaimsIdentity(Scheme, "sub", "roles");
        own.AddClaim(new("sub", subject));
        own.AddClaim(new("scope", string.Join(' ', scopes)));
        own.AddClaims(roles.Select(role => new Claim("roles", role)));
        context.Principal = new(own);
    }

    static string? VerifiedEmail(ClaimsPrincipal outside) =>
        string.Equals(outside.FindFirstValue("email_verified"), "true", StringComparison.OrdinalIgnoreCase)
            ? outside.FindFirstValue("email")
            : null;

    sealed class RoleMap
    {
        readonly string claim;
        readonly Dictionary<string, string> ours;

        public RoleMap(IConfiguration configuration)
        {
            claim = configuration["Auth:RoleClaim"] is { Length: > 0 } named ? named : "roles";
            ours = configuration.GetSection("Auth:RoleMap").GetChildren().ToDictionary(pair => pair.Key, pair => pair.Value ?? "", StringComparer.OrdinalIgnoreCase);
            if (ours.FirstOrDefault(pair => !Roles.CanComeFromOutside(pair.Value)) is { Key: { } wrong })
                throw new InvalidOperationException($"Auth:RoleMap:{wrong} names no role that can come from outside. Take one of {string.Join(", ", Roles.All.Where(Roles.CanComeFromOutside))}.");
        }

        /// <remarks>A claim inside an object, as in <c>realm_access.roles</c>, is found by the dot.</remarks>
        public IReadOnlyList<string> Read(ClaimsPrincipal outside)
        {
            var parts = claim.Split('.', 2);
            var theirs = outside.FindAll(claim).Select(c => c.Value);
            if (parts.Length == 2) theirs = theirs.Concat(outside.FindAll(parts[0]).SelectMany(c => Inside(c.Value, parts[1])));
            return [.. theirs.Select(role => ours.GetValueOrDefault(role)).OfType<string>().Distinct()];
        }

        static IEnumerable<string> Inside(string json, string name)
        {
            if (!json.StartsWith('{') || Parsed(json) is not { } document) return [];
            using var _ = document;
            return document.RootElement.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
                ? [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
                : [];
        }

        static JsonDocument? Parsed(string json)
        {
            try
            {
                return JsonDocument.Parse(json);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
