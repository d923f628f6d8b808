using Microsoft.Extensions.Configuration;

namespace QLab.ServiceDefaults.Http;

/// <summary>
/// Where people and partners reach the platform, as they write it: <c>PublicUrl</c>, for example <c>https://lab.example.org</c>. The
/// issuer of tokens and every link in a mail follow from it.
/// </summary>
public static class PublicUrlExtensions
{
    const string Setting = "PublicUrl", IssuerSetting = "Auth:Issuer", ThisMachine = "http://localhost:8080";

    /// <summary>The beginning of every link that leaves the platform, without a slash at its end.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <exception cref="InvalidOperationException">The setting is not the root of a web address.</exception>
    public static string PublicUrl(this IConfiguration configuration) =>
        configuration[Setting] is { Length: > 0 } url ? RootOf(url) : (Named(configuration) ?? ThisMachine).TrimEnd('/');

    /// <summary>Who issues the tokens: <c>Auth:Issuer</c> where it is not the public address.</summary>
    /// <param name="configuration">The configuration.</param>
    public static string Issuer(this IConfiguration configuration) => Named(configuration) ?? configuration.PublicUrl();

    static string? Named(IConfiguration configuration) => configuration[IssuerSetting] is { Length: > 0 } issuer ? issuer : null;

    static string RootOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            && uri is { PathAndQuery: "/", Fragment: "", UserInfo: "" }
            ? url.TrimEnd('/')
            : throw new InvalidOperationException("PublicUrl has to be the root of a web address, such as https://lab.example.org.");
}
