using System.Diagnostics;
using System.Globalization;

namespace QLab.Platform.Tests.Operating;

static class Dump
{
    /// <summary>As PostgreSQL's own program reads it.</summary>
    public static string ContentsOf(string file)
    {
        var newest = Directory.GetDirectories("/usr/lib/postgresql")
            .MaxBy(version => int.Parse(Path.GetFileName(version), CultureInfo.InvariantCulture));
        var start = new ProcessStartInfo($"{newest}/bin/pg_restore", ["--list", file]) { RedirectStandardOutput = true };
        using var restore = Process.Start(start)!;
        var contents = restore.StandardOutput.ReadToEnd();
        restore.WaitForExit();
        restore.ExitCode.ShouldBe(0);
        return contents;
    }
}
