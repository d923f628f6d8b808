namespace Aspire.Hosting.Native.RabbitMq;

/// <summary>
/// The broker reads every module of every plugin it can see before it boots, which costs it three seconds.
/// So it gets a folder with links to what it needs; the libraries it is made of stay, whatever the version.
/// </summary>
internal static class PluginShelf
{
    private static readonly string[] Wanted =
        ["rabbitmq_prelaunch", "rabbitmq_management", "rabbitmq_management_agent", "rabbitmq_web_dispatch"];

    public static string In(string folder) => Path.Combine(folder, "plugins");

    public static void Fill(string folder, string binaries)
    {
        var shelf = In(folder);
        if (Directory.Exists(shelf)) Directory.Delete(shelf, recursive: true);
        Directory.CreateDirectory(shelf);
        foreach (var plugin in Directory.EnumerateFileSystemEntries(Installed(binaries)).Where(IsWanted))
            File.CreateSymbolicLink(Path.Combine(shelf, Path.GetFileName(plugin)), plugin);
    }

    private static bool IsWanted(string path)
    {
        var name = Path.GetFileName(path).Split('-')[0];
        return !name.StartsWith("rabbitmq_", StringComparison.Ordinal) || Wanted.Contains(name);
    }

    private static string Installed(string binaries)
    {
        var script = new FileInfo(Path.Combine(binaries, "rabbitmq-env"));
        var real = script.ResolveLinkTarget(returnFinalTarget: true) ?? script;
        return Path.GetFullPath(Path.Combine(Path.GetDirectoryName(real.FullName)!, "..", "plugins"));
    }
}
