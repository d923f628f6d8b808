using System.Net;
using QLab.Testing;

namespace QLab.Platform.Tests.Whole;

/// <summary>What falls or hangs is started again, and the other replica answers meanwhile.</summary>
[Collection("Two replicas")]
public sealed class TwoReplicas(SeededPlatform platform)
{
    [Fact]
    public void Servers_that_were_killed_while_everything_started_are_there_again()
    {
        platform.Killed.Count.ShouldBe(2);
        SeededPlatform.Servers.Select(platform.PidOf).ShouldAllBe(pid => pid > 0 && !platform.Killed.Contains(pid));
    }

    [Fact]
    public async Task A_hung_one_is_restarted_and_the_other_is_left_alone()
    {
        var replicas = platform.PidsOf("surveys");
        replicas.Count.ShouldBe(2);

        // The other one answers meanwhile, so nobody notices but who asks each by itself.
        Signals.Send("STOP", replicas[1]);

        await Eventually.Succeeds(() =>
        {
            var now = platform.PidsOf("surveys");
            (now[0], now[1] == replicas[1] || now[1] == 0).ShouldBe((replicas[0], false));
            return Task.CompletedTask;
        });
        (await platform.LogsNamingAsync("Unhealthy for too long; restarting it")).ShouldContain(line => line.StartsWith("surveys: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_a_killed_gateway_the_other_one_answers()
    {
        var replicas = platform.PidsOf("gateway");

        Signals.Send("KILL", replicas[0]);

        using var alive = await platform.Anybody.GetAsync("/alive");
        alive.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Eventually.Succeeds(() =>
        {
            var now = platform.PidsOf("gateway");
            (now[0] == replicas[0] || now[0] == 0, now[1]).ShouldBe((false, replicas[1]));
            return Task.CompletedTask;
        });
    }
}
