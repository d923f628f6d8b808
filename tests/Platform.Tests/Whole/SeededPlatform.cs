using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults;
using QLab.Testing;

namespace QLab.Platform.Tests.Whole;

/// <summary>Not beside the platform that the others share, which would take its part of two cores.</summary>
[CollectionDefinition("Two replicas")]
public sealed class TwoReplicasOfEach : ICollectionFixture<SeededPlatform>;

/// <summary>
/// A gateway and services of two replicas each, whose servers are killed while it starts, and through which the seeds are played.
/// </summary>
public sealed class SeededPlatform : RunningPlatform
{
    public static IReadOnlyList<string> Servers { get; } = ["postgres", "messaging"];

    /// <summary>The processes of the servers that were killed, in the servers' order.</summary>
    public IReadOnlyList<int> Killed { get; private set; } = [];

    protected override string[] Options => ["--replicas", "2"];

    protected override Dictionary<string, string> Settings => new() { ["HungAfter"] = "00:00:20" };

    protected override Task StartingAsync() => Eventually.Succeeds(() =>
    {
        var servers = Servers.Select(PidOf).ToList();
        servers.ShouldAllBe(pid => pid > 0);
        PlatformServices.Names.SelectMany(PidsOf).ShouldAllBe(pid => pid == 0, "no service runs before its servers");
        foreach (var pid in servers) Signals.Send("KILL", pid);
        Killed = servers;
        return Task.CompletedTask;
    });

    protected override Task StartedAsync(CancellationToken cancellationToken) =>
        App.ResourceNotifications.WaitForResourceAsync("seeds", KnownResourceStates.Finished, cancellationToken);

    /// <summary>Plays the seeds once more, as an operator does from the dashboard.</summary>
    public async Task PlaySeedsAsync()
    {
        var commands = App.Services.GetRequiredService<ResourceCommandService>();
        var started = App.ResourceNotifications.WaitForResourceAsync("seeds", KnownResourceStates.Running);
        (await commands.ExecuteCommandAsync("seeds", "play-again")).Success.ShouldBeTrue();
        await started;
        var played = await App.ResourceNotifications.WaitForResourceAsync(
            "seeds", e => KnownResourceStates.TerminalStates.Contains(e.Snapshot.State?.Text));
        played.Snapshot.ExitCode.ShouldBe(0);
    }
}
