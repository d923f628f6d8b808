namespace Aspire.Hosting.Native.Running;

/// <summary>One file a process, the one before kept beside it.</summary>
internal static class Logs
{
    private const long Largest = 64 * 1024 * 1024;

    public static void Roll(string file)
    {
        if (File.Exists(file)) File.Move(file, Previous(file), overwrite: true);
    }

    /// <summary>Processes append to their file, so it can be cut while they write.</summary>
    public static void Bound(string file)
    {
        if (!File.Exists(file) || new FileInfo(file).Length < Largest) return;
        File.Copy(file, Previous(file), overwrite: true);
        using var cut = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        cut.SetLength(0);
    }

    public static IReadOnlyList<string> Tail(string? file, int lines = 30) =>
        file is not null && File.Exists(file) ? [.. File.ReadLines(file).TakeLast(lines)] : [];

    private static string Previous(string file) => Path.ChangeExtension(file, ".1.log");
}
