using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using QLab.ServiceDefaults.Http;

namespace QLab.Participants.Keys;

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
