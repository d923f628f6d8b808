namespace QLab.AppHost.Running;

/// <summary>
/// Where people and partners reach the platform: <c>PublicUrl</c>, or the gateway's own address. Behind a proxy that speaks TLS it comes
/// with <c>TrustedProxies</c>, without which every client would have the proxy's address.
/// </summary>
internal static class PublicAddress
{
    const string Setting = "PublicUrl";

    /// <exception cref="StartRefused">The settings do not fit together.</exception>
    public static void Check(IConfiguration configuration)
    {
        if (Configured(configuration) is not { } url) return;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")
            || uri is not { PathAndQuery: "/", Fragment: "", UserInfo: "" })
            throw new StartRefused($"PublicUrl is '{url}', and has to be the root of a web address, such as https://lab.example.org");
        if (uri.Scheme == "https" && !configuration.GetSection("TrustedProxies").GetChildren().Any())
            throw new StartRefused($"""
                PublicUrl is {url}, so a proxy stands before the gateway, and TrustedProxies does not name it: all its clients would count
                as one. For a proxy on this machine:

                    TrustedProxies__0=127.0.0.0/8
                """);
    }

    public static IResourceBuilder<ProjectResource> WithPublicUrl(
        this IResourceBuilder<ProjectResource> project, IResourceBuilder<ProjectResource> gateway) =>
        Configured(project.ApplicationBuilder.Configuration) is { } url
            ? project.WithEnvironment(Setting, url)
            : project.WithEnvironment(Setting, gateway.GetEndpoint("http"));

    static string? Configured(IConfiguration configuration) => configuration[Setting] is { Length: > 0 } url ? url : null;
}
