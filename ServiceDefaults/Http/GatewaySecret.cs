using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;

namespace QLab.ServiceDefaults.Http;

/// <summary>
/// A service believes X-Forwarded-For and -Proto from the gateway alone, which shows the secret that both know (<c>Gateway:Secret</c>).
/// Its network address would prove nothing: every program of the machine has the same. Without the setting nobody is believed.
/// </summary>
public static class GatewaySecret
{
    /// <summary>The header in which the gateway shows it.</summary>
    public const string Header = "X-Gateway-Secret";

    const int Shortest = 16;

    /// <summary>The secret, or null when there is none.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <exception cref="InvalidOperationException">It is too short.</exception>
    public static string? Of(IConfiguration configuration) => configuration["Gateway:Secret"] switch
    {
        null or "" => null,
        { Length: < Shortest } => throw new InvalidOperationException($"Gateway:Secret has fewer than {Shortest} characters."),
        var secret => secret,
    };

    /// <summary>Comes before everything that asks for the address or the scheme of a request.</summary>
    /// <param name="app">The application.</param>
    /// <param name="secret">See <see cref="Of"/>.</param>
    public static void UseForwardedByGateway(this IApplicationBuilder app, string? secret)
    {
        if (secret is null) return;
        var expected = Encoding.UTF8.GetBytes(secret);
        var believed = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        // With empty lists the framework believes everybody: here whoever has shown the secret.
        believed.KnownProxies.Clear();
        believed.KnownIPNetworks.Clear();
        app.UseWhen(http => IsShown(http, expected), known => known.UseForwardedHeaders(believed));
    }

    static bool IsShown(HttpContext http, byte[] expected)
    {
        if (!http.Request.Headers.Remove(Header, out var shown)) return false;
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown.ToString()), expected);
    }
}
