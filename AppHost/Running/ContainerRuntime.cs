using System.ComponentModel;
using System.Diagnostics;

namespace QLab.AppHost.Running;

/// <summary>Docker or Podman, whichever Aspire would take.</summary>
internal static class ContainerRuntime
{
    const string Setting = "ASPIRE_CONTAINER_RUNTIME";
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>A client whose engine does not run is no runtime: it is asked something that only the engine knows.</summary>
    public static bool Answers(IConfiguration configuration) =>
        configuration[Setting] is { Length: > 0 } chosen ? Answers(chosen) : Answers("docker") || Answers("podman");

    static bool Answers(string runtime)
    {
        try
        {
            var start = new ProcessStartInfo(runtime, ["info"]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var info = Process.Start(start)!;
            _ = info.StandardOutput.ReadToEndAsync();
            _ = info.StandardError.ReadToEndAsync();
            if (info.WaitForExit(Patience)) return info.ExitCode == 0;
            info.Kill(entireProcessTree: true);
            return false;
        }
        catch (Win32Exception)
        {
            return false; // not installed
        }
    }
}
