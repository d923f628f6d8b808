using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace QLab.Platform.Tests.Whole;

public sealed class SeededPlatform : RunningPlatform
{
    protected override string[] Options => ["--replicas", "2"];

    protected override Task StartedAsync(CancellationToken cancellationToken) =>
        App.ResourceNotifications.WaitForResourceAsync("seeds", KnownResourceStates.Finished, cancellationToken);

    /// <summary>Plays the seeds once more, as an operator does from the dashboard.</summary>
    public async Task PlaySeedsAsync()
    {
        var commands = App.Services.GetRequiredService<ResourceCommandService>();
        var started = App.ResourceNotifications.WaitForResourceAsync("seeds", KnownResourceStates.Running);
        (await commands.ExecuteCommandAsync("seeds", "play-again")).Success.ShouldBeTrue();
        await started;
        var played = await App.ResourceNotifications.WaitForResourceAsync("seeds", e => KnownResourceStates.TerminalStates.Contains(e.Snapshot.State?.Text));
        played.Snapshot.ExitCode.ShouldBe(0);
    }
}

/// <summary>The real Lab's facts, played through a gateway and services of two replicas each.</summary>
[Collection("One platform")]
public sealed class TheSeeds(SeededPlatform platform) : IClassFixture<SeededPlatform>
{
    [Fact]
    public async Task Show_the_documented_numbers_once_the_platform_is_ready()
    {
        await platform.HasSettledAsync();
        var projects = (await platform.ReadAsync("participants/v1/projects")).AsArray();
        projects.Count.ShouldBe(2);

        var lab = await LabAsync();
        lab["simulated"]!.GetValue<bool>().ShouldBeTrue();
        var counts = lab["counts"]!;
        counts["participants"]!.GetValue<int>().ShouldBe(120);
        counts["responses"]!.GetValue<int>().ShouldBe(140);
        counts["teams"]!.GetValue<int>().ShouldBe(5);
        counts["publications"]!.GetValue<int>().ShouldBe(4);
        counts["teamsFunded"]!.GetValue<int>().ShouldBe(4);
    }

    [Fact]
    public async Task Played_again_duplicate_nothing()
    {
        await platform.HasSettledAsync();
        var before = (await LabAsync())["counts"]!.ToJsonString();
        await platform.PlaySeedsAsync();
        await platform.HasSettledAsync();
        (await LabAsync())["counts"]!.ToJsonString().ShouldBe(before);
    }

    async Task<JsonNode> LabAsync()
    {
        var slug = (await platform.ReadAsync("participants/v1/projects")).AsArray()
            .Select(p => p!["slug"]!.GetValue<string>()).Single(s => s.Contains("pain", StringComparison.Ordinal));
        return JsonNode.Parse(await platform.Anybody.GetStringAsync($"/api/participants/v1/projects/{slug}"))!;
    }
}
