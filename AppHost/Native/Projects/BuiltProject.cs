using System.Reflection;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Native.Projects;

/// <summary>The assembly that the build made of a project, in the same configuration as the AppHost itself.</summary>
internal sealed record BuiltProject(string Assembly, string Folder)
{
    public static string DotNet { get; } =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    public static BuiltProject Find(string projectPath, Assembly? appHost)
    {
        var file = Directory.Exists(projectPath) ? Directory.EnumerateFiles(projectPath, "*.csproj").FirstOrDefault() ?? projectPath : projectPath;
        if (!File.Exists(file)) throw new DistributedApplicationException($"There is no project at {file}.");

        var configuration = appHost?.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";
        var folder = Path.GetDirectoryName(file)!;
        var output = Path.Combine(folder, "bin", configuration);
        var name = Path.GetFileNameWithoutExtension(file);
        var built = Directory.Exists(output)
            ? Directory.EnumerateFiles(output, $"{name}.runtimeconfig.json", SearchOption.AllDirectories).MaxBy(File.GetLastWriteTimeUtc)
            : null;
        return built is null
            ? throw new DistributedApplicationException($"{name} has not been built ({configuration}). Build it with: dotnet build -c {configuration} {file}")
            : new(Path.Combine(Path.GetDirectoryName(built)!, $"{name}.dll"), folder);
    }
}
