namespace Aspire.Hosting.Native.Processes;

internal static class InheritedEnvironment
{
    // Settings of this process that would be wrong in another, and secrets that only their addressee may see.
    private static readonly string[] Withheld =
    [
        "Parameters__", "ConnectionStrings__", "services__", "Native__", "ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS",
        "ASPNETCORE_HTTPS_PORTS", "HTTP_PORTS", "HTTPS_PORTS", "DOTNET_URLS", "DOTNET_STARTUP_HOOKS", "DOTNET_LAUNCH_PROFILE", "URLS",
        "MSBuild", "TESTINGPLATFORM_", "RABBITMQ_", "ERL_", "PG",
    ];

    public static void Prepare(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(IsWithheld).ToList()) environment.Remove(name);
    }

    private static bool IsWithheld(string name) => Withheld.Any(w => name.StartsWith(w, StringComparison.OrdinalIgnoreCase));
}
