using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Testing;

namespace QLab.Platform.Tests.Whole;

[Collection("One platform")]
public sealed class FromAnswerToEssay(RunningPlatform platform)
{
    [Fact]
    public async Task Somebody_can_see_how_their_answer_is_connected_to_an_essay()
    {
        var (project, survey) = await platform.OpenSurveyAsync();
        var heardBefore = await HeardAsync();
        using var answered = await platform.Anybody.PostAsJsonAsync(
            $"/api/surveys/v1/surveys/{survey}/responses", new
            {
                answers = new { story = "Nobody asked about both." }, consents = new[] { "research" },
            });
        var response = JsonNode.Parse(await answered.Content.ReadAsStringAsync())!;
        var theme =
            await platform.CreateAsync("publications/v1/themes", new { projectId = project, code = "joined-up", label = "Joined-up care" });
        await platform.CreateAsync($"publications/v1/themes/{theme}/evidence", new { contributionId = response["id"]!.GetValue<Guid>() });
        var insight = await platform.CreateAsync("publications/v1/insights", new
        {
            projectId = project, kind = "problem", statement = "Care treats body and mind apart.", why = "It came up everywhere.",
            themeIds = new[] { theme },
        });
        await platform.CreateAsync("publications/v1/publications", new
        {
            projectId = project, kind = "essay", slug = "challenges", title = "Challenges", markdown = "# Challenges",
            basedOnInsightIds = new[] { insight }, publishedOn = "2019-05-01",
        });

        var lineage = await platform.Anybody.GetStringAsync(response["follow"]!.GetValue<string>());

        lineage.ShouldContain("joined-up");
        JsonNode.Parse(lineage)!["usedIn"]!.AsArray().Count.ShouldBe(1);
        await Eventually.Succeeds(async () =>
        {
            var counts = (await platform.ReadAsync($"participants/v1/projects/{project}"))["counts"]!;
            (counts["themes"]!.GetValue<int>(), counts["insights"]!.GetValue<int>(), counts["publications"]!.GetValue<int>()).ShouldBe((1, 1, 1));
        });
        (await HeardAsync() - heardBefore).ShouldBe(1, "the response was heard of once");
    }

    Task<long> HeardAsync() => platform.CountAsync("participants", "SELECT count(*) FROM inbox WHERE consumer LIKE '%respons%'");
}
