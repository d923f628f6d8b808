using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Keys;

static class KeysExtensions
{
    public static void AddSigningKeys(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<KeyOptions>(builder.Configuration.GetSection("Keys"));
        builder.Services.AddSingleton<SigningKeys>();
        builder.Services.AddHostedService<EnsureKey>();
        builder.Services.AddSingleton<MessageKeyPair>();
        builder.Services.AddHostedService<AnnounceMessageKey>();
    }

    /// <summary>Unless the configuration names the keys of an outside issuer.</summary>
    public static void ValidateWithOwnKeys(this WebApplicationBuilder builder)
    {
        if (!string.IsNullOrEmpty(builder.Configuration["Auth:Jwks"])) return;
        builder.Services.AddSingleton<IConfigurationManager<OpenIdConnectConfiguration>, OwnKeys>();
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IConfigurationManager<OpenIdConnectConfiguration>>((options, own) => options.ConfigurationManager = own);
    }

    public static void MapKeys(this RouteGroupBuilder api) =>
        api.MapPost("/keys/rotate", RotateKeys.Handle).RequireScope(Access.Operate).WithTag("Keys", "The keys that sign access tokens.")
            .WithSummary("Makes a new signing key: published at once, signing once every validator has it");

    public static Task LockSigningKeysAsync(this ParticipantsDb db, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended('signing keys', 2))", ct);
}

/// <summary>This service validates tokens too, but with its own keys: it does not call itself over HTTP.</summary>
sealed class OwnKeys(SigningKeys keys, IConfiguration configuration, TimeProvider time) : IConfigurationManager<OpenIdConnectConfiguration>
{
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        var own = new OpenIdConnectConfiguration { Issuer = configuration.Issuer() };
        foreach (var key in (await keys.ReadAsync(cancel)).Published(time.GetUtcNow())) own.SigningKeys.Add(key);
        return own;
    }

    public void RequestRefresh() => keys.Forget();
}
