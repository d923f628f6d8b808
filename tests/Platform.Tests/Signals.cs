using System.Diagnostics;
using System.Globalization;

namespace QLab.Platform.Tests;

internal static class Signals
{
    public static void Send(string signal, int pid)
    {
        pid.ShouldBeGreaterThan(1);
        using var kill = Process.Start("kill", ["-s", signal, pid.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        kill.ExitCode.ShouldBe(0);
    }
}
