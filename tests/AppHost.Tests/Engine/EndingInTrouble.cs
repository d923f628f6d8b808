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
    public async Task Of_two_replicas_each_survives_killed_servers_and_a_hung_replica_and_leaves_nothing_after_SIGTERM()
    {
        using var folder = new TestFolder();
        var settings = new Dictionary<string, string> { ["HungAfter"] = "00:00:20" };
        await using var lab = Lab.Start(folder, settings, "--ephemeral", "--no-seeds", "--gateway-port", "0", "--replicas", "2");
        await lab.ComesToAsync(() =>
        {
            foreach (var server in folder.ServersOfEphemeral()) Signals.Send("KILL", server);
        });
        await lab.ReadyAsync();
        lab.Output.ShouldMatch(@"postgres\s+running again");
        var replicas = folder.PidsOf("OTEL_SERVICE_NAME=surveys");
        replicas.Count.ShouldBe(2);

        // The other one answers meanwhile, so nobody notices but who asks each by itself.
        Signals.Send("STOP", replicas[1]);
        await lab.SaysAsync(@"surveys-\w+ has been unhealthy for too long; restarting it");
        await Eventually.Succeeds(() =>
        {
            var now = folder.PidsOf("OTEL_SERVICE_NAME=surveys");
            (now.Count, now.Contains(replicas[0]), now.Contains(replicas[1])).ShouldBe((2, true, false));
            return Task.CompletedTask;
        });

        Signals.Send("KILL", folder.PidsOf("OTEL_SERVICE_NAME=gateway")[0]);
        using (var http = new HttpClient())
            (await http.GetAsync(new Uri(lab.Gateway, "/alive"))).IsSuccessStatusCode.ShouldBeTrue("the other one answers");

        lab.Signal("TERM");
        (await lab.ExitAsync()).ShouldBe(0, lab.Output);
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
