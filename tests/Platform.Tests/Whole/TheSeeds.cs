using System.Diagnostics;
using System.Text.Json.Nodes;
using QLab.Platform.Tests.Engine;

namespace QLab.Platform.Tests.Whole;

public sealed class SeededPlatform : RunningPlatform
{
    protected override string[] Options => ["--replicas", "2"];

    /// <summary>Plays the seeds as an operator does by hand.</summary>
    public async Task PlaySeedsAsync()
    {
        var start = new ProcessStartInfo("dotnet", [ToyPaths.Seeds]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["services__gateway__http__0"] = Anybody.BaseAddress!.ToString();
        start.Environment["Client__Secret"] = Secret;
        using var seeds = Process.Start(start)!;
        var said = await Task.WhenAll(seeds.StandardOutput.ReadToEndAsync(), seeds.StandardError.ReadToEndAsync());
        await seeds.WaitForExitAsync();
        seeds.ExitCode.ShouldBe(0, string.Join('\n', said));
    }
}

/// <summary>The real Lab's facts, played through a gateway and services of two replicas each.</summary>
[Collection("One platform at a time")]
public sealed class TheSeeds(SeededPlatform platform) : IClassFixture<SeededPlatform>
{
    [Fact]
    public async Task Show_the_documented_numbers_once_the_platform_is_ready()
    {
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
        var before = (await LabAsync())["counts"]!.ToJsonString();
        await platform.PlaySeedsAsync();
        (await LabAsync())["counts"]!.ToJsonString().ShouldBe(before);
    }

    async Task<JsonNode> LabAsync()
    {
        var slug = (await platform.ReadAsync("participants/v1/projects")).AsArray()
            .Select(p => p!["slug"]!.GetValue<string>()).Single(s => s.Contains("pain", StringComparison.Ordinal));
        return JsonNode.Parse(await platform.Anybody.GetStringAsync($"/api/participants/v1/projects/{slug}"))!;
    }
}
