using System.Diagnostics;
using System.Globalization;
using Shouldly;

namespace QLab.Testing;

public static class Signals
{
    public static void Send(string signal, int pid)
    {
        pid.ShouldBeGreaterThan(1);
        using var kill = Process.Start("kill", ["-s", signal, pid.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        kill.ExitCode.ShouldBe(0);
    }

    /// <summary>T where it stands still.</summary>
    public static char StateOf(int pid) => File.ReadAllText($"/proc/{pid}/stat").Split(") ")[1][0];
}
