using System.Globalization;

namespace Aspire.Hosting.Native.Running;

/// <summary>Who listens on a port, as far as /proc shows it to us.</summary>
internal static class PortHolder
{
    private const string Listening = "0A";

    public static string? Of(int port)
    {
        var inodes = Inodes("/proc/net/tcp", port).Concat(Inodes("/proc/net/tcp6", port)).Select(i => $"socket:[{i}]").ToHashSet();
        if (inodes.Count == 0) return null;

        foreach (var process in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(process), out var pid) && Holds(process, inodes))
                return $"{File.ReadAllText($"{process}/comm").Trim()} (pid {pid})";
        return null;
    }

    private static IEnumerable<string> Inodes(string table, int port)
    {
        if (!File.Exists(table)) yield break;
        var suffix = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        foreach (var line in File.ReadLines(table).Skip(1))
        {
            var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (columns[3] == Listening && columns[1].EndsWith(suffix, StringComparison.Ordinal)) yield return columns[9];
        }
    }

    private static bool Holds(string process, HashSet<string> inodes)
    {
        try
        {
            return Directory.EnumerateFiles($"{process}/fd").Any(fd => inodes.Contains(new FileInfo(fd).LinkTarget ?? ""));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return false; // another user's process, or one that has just ended
        }
    }
}
