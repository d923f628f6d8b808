using System.Diagnostics;
using QLab.Testing;

namespace QLab.AppHost.Tests.Engine;

/// <summary>Labs of one test each, which have the machine for themselves.</summary>
public sealed class EndingInTrouble
{
    [Fact]
    public async Task Leaves_nothing_where_it_is_killed_while_it_starts()
    {
        using var folder = new TestFolder();
        await using var lab = Lab.Start(folder, "--ephemeral", "--no-seeds", "--gateway-port", "0");
        await lab.SaysAsync(@"postgres\s+ready");

        lab.Signal("KILL");

        await lab.ExitAsync();
        await folder.IsLeftAloneAsync();
    }

    [Fact]
    public async Task Started_by_a_dotnet_run_that_is_killed_leaves_nothing_either()
    {
        using var folder = new TestFolder();
        var start = new ProcessStartInfo("dotnet", ["run", "--no-build", "--project", Path.Combine(House.Root, "AppHost"), "--",
            "--ephemeral", "--no-seeds", "--containers", "false", "--gateway-port", "0", "--dashboard-port", "0"])
        {
            Environment = { ["TMPDIR"] = folder.Path }, RedirectStandardOutput = true,
        };
        using var run = Process.Start(start)!;
        while (await run.StandardOutput.ReadLineAsync() is { } line && !line.Contains(" ready", StringComparison.Ordinal)) continue;

        Signals.Send("KILL", run.Id);

        await folder.IsLeftAloneAsync();
    }
}
