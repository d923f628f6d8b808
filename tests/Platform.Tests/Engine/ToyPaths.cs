namespace QLab.Platform.Tests.Engine;

internal static class ToyPaths
{
    // …/tests/Platform.Tests/bin/<configuration>/<framework>/
    private static readonly DirectoryInfo Output = new(AppContext.BaseDirectory.TrimEnd('/'));
    private static readonly string Engine = Path.Combine(Output.Parent!.Parent!.Parent!.FullName, "Engine");

    public static string HostProject => Path.Combine(Engine, "ToyHost", "ToyHost.csproj");

    public static string Root => Path.GetFullPath(Path.Combine(Engine, "../../.."));

    /// <summary>The platform's own AppHost, not the toy.</summary>
    public static string AppHost => Path.Combine(Engine, "../../../AppHost/bin", Output.Parent!.Name, Output.Name, "QLab.AppHost.dll");

    public static string Seeds => Path.Combine(Engine, "../../../seeds/QLab.Seeds/bin", Output.Parent!.Name, Output.Name, "QLab.Seeds.dll");

    public static string Host => Path.Combine(Engine, "ToyHost", "bin", Output.Parent!.Name, Output.Name, "ToyHost.dll");
}
