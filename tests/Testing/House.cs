namespace QLab.Testing;

/// <summary>Where things of the repository are.</summary>
public static class House
{
    // …/tests/Platform.Tests/bin/<configuration>/<framework>/
    static readonly DirectoryInfo Output = new(AppContext.BaseDirectory.TrimEnd('/'));

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Output.FullName, "../../../../.."));

    public static string AppHost => BuiltProgram("AppHost", "QLab.AppHost");

    /// <summary>The C# files of a folder that people wrote.</summary>
    public static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    static string BuiltProgram(string project, string name) =>
        Path.Combine(Root, project, "bin", Output.Parent!.Name, Output.Name, $"{name}.dll");
}
