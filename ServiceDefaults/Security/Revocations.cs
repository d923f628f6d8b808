using System.Collections.Frozen;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.ServiceDefaults.Security;

/// <summary>
/// Tokens that hold no longer although they have not expired: those with this value in this claim, issued before an instant.
/// </summary>
/// <param name="Claim"><c>sid</c>, the session of somebody signed in, or <c>client_id</c>.</param>
/// <param name="Value">An id that says nothing of whose it is.</param>
/// <param name="IssuedBefore">Tokens issued from then on are good.</param>
public sealed record RevokedTokens(string Claim, string Value, DateTimeOffset IssuedBefore);

/// <summary>What the issuer publishes as <c>/.well-known/revocations.json</c>: only what an unexpired token could still name.</summary>
/// <param name="Revoked">In no order.</param>
public sealed record RevocationList(IReadOnlyList<RevokedTokens> Revoked);

/// <summary>Where the list comes from; the issuer itself has it at hand.</summary>
public interface IRevocationSource
{
    /// <summary>Reads the whole list.</summary>
    /// <param name="ct">Cancels reading.</param>
    Task<RevocationList> ReadAsync(CancellationToken ct);
}

/// <summary>
/// Refuses revoked tokens in every service, some seconds after the issuer has revoked them (<c>Auth:RevocationsReadEvery</c>, 10 s).
/// While the issuer is away the last list holds.
/// </summary>
sealed class Revocations(IRevocationSource source) : IPeriodicWork
{
    volatile FrozenDictionary<(string, string), long> revoked = FrozenDictionary<(string, string), long>.Empty;

    public bool Has(ClaimsPrincipal user) => IsRevoked(user, Callers.SessionClaim) || IsRevoked(user, Callers.ClientClaim);

    /// <remarks>A token that does not say when it was issued was issued before everything.</remarks>
    bool IsRevoked(ClaimsPrincipal user, string claim) =>
        user.FindFirstValue(claim) is { } value && revoked.TryGetValue((claim, value), out var before)
        && !(long.TryParse(user.FindFirstValue("iat"), out var issued) && issued >= before);

    public async Task RunAsync(CancellationToken ct)
    {
        var list = await source.ReadAsync(ct);
        revoked = list.Revoked.GroupBy(r => (r.Claim, r.Value)).ToFrozenDictionary(g => g.Key, g => g.Max(r => RoundedUp(r.IssuedBefore)));
    }

    static long RoundedUp(DateTimeOffset instant) => instant.AddTicks(TimeSpan.TicksPerSecond - 1).ToUnixTimeSeconds();
}

static class RevocationsExtensions
{
    const string List = ".well-known/revocations.json";
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    /// <summary>
    /// From <c>Auth:Revocations</c> where set, else from the participants service. With the keys of somebody else (<c>Auth:Jwks</c>)
    /// there is no list unless it is named.
    /// </summary>
    public static void AddRevocations(this IServiceCollection services, IConfiguration configuration, string issuer)
    {
        var outsideKeys = !string.IsNullOrEmpty(configuration["Auth:Jwks"]);
        var address = configuration["Auth:Revocations"] is { Length: > 0 } named ? named
            : configuration["services:participants:http:0"] is { } participants ? $"{participants}/{List}"
            : outsideKeys ? null : $"{issuer}/{List}";
        services.TryAddSingleton<IRevocationSource>(new PublishedRevocations(address));
        var wanted = configuration.GetValue("Auth:RevocationsReadEvery", TimeSpan.FromSeconds(10));
        var every = wanted < Longest ? wanted : Longest;
        services.AddSingleton<Revocations>().AddPeriodicWork<Revocations>(new(every) { AtStart = true, LongestPause = every });
    }

    public static Task RefuseRevoked(TokenValidatedContext context)
    {
        if (context.HttpContext.RequestServices.GetRequiredService<Revocations>().Has(context.Principal!))
            context.Fail("This token has been revoked.");
        return Task.CompletedTask;
    }

    sealed class PublishedRevocations(string? address) : IRevocationSource
    {
        static readonly HttpClient Http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
        {
            Timeout = TimeSpan.FromSeconds(5), MaxResponseContentBufferSize = 16 * 1024 * 1024,
        };

        public async Task<RevocationList> ReadAsync(CancellationToken ct) =>
            address is null ? new([]) : await Http.GetFromJsonAsync<RevocationList>(address, JsonSerializerOptions.Web, ct) ?? new([]);
    }
}
