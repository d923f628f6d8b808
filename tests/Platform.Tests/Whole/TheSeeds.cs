using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace QLab.Platform.Tests.Whole;

/// <summary>The real Lab's facts.</summary>
[Collection("Two replicas")]
public sealed class TheSeeds(SeededPlatform platform)
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

    [Fact]
    public async Task Leave_no_person_no_word_of_theirs_and_no_secret_in_what_is_emitted()
    {
        await platform.HasSettledAsync();
        var secrets = platform.App.Services.GetRequiredService<DistributedApplicationModel>().Resources
            .OfType<ParameterResource>().Where(p => p.Secret).Select(p => p.GetValueAsync(default).AsTask());
        string[] hidden =
        [
            .. await platform.TextsAsync("participants", "SELECT name FROM people UNION SELECT email FROM people"),
            .. await platform.TextsAsync("surveys",
                "SELECT DISTINCT value #>> '{}' FROM responses, jsonb_path_query(answers, '$.**') value WHERE length(value #>> '{}') > 20"),
            .. await platform.TextsAsync("workshops", "SELECT text FROM notes"),
            .. await platform.TextsAsync("test-teams", "SELECT text FROM learnings"),
            .. (await Task.WhenAll(secrets)).OfType<string>(),
        ];
        hidden.Length.ShouldBeGreaterThan(700);
        hidden.ShouldAllBe(text => text.Length > 5, "short texts would be found by chance");

        platform.Telemetry.Count("traces", "/api/surveys/v1/surveys/").ShouldBeGreaterThan(20, "telemetry comes at all");
        platform.Telemetry.Naming(hidden).ShouldBeEmpty();
        (await platform.LogsNamingAsync(hidden)).ShouldBeEmpty();
    }

    async Task<JsonNode> LabAsync()
    {
        var slug = (await platform.ReadAsync("participants/v1/projects")).AsArray()
            .Select(p => p!["slug"]!.GetValue<string>()).Single(s => s.Contains("pain", StringComparison.Ordinal));
        return JsonNode.Parse(await platform.Anybody.GetStringAsync($"/api/participants/v1/projects/{slug}"))!;
    }
}
