using System.Net;
using System.Text.Json.Nodes;
using static QLab.Surveys.Tests.CodingApp;

namespace QLab.Surveys.Tests;

public sealed class AgreeingCoders(CodingApp app)
{
    /// <remarks>
    /// Ten texts of ten characters. T1: both code texts 0–3, the first alone 4, the second alone 5 and 6: Po = 7/10, Pe = 0.5·0.6 +
    /// 0.5·0.4 = 0.5, κ = 0.4. T2: both code text 0 alone, in halves that overlap by one character.
    /// </remarks>
    [Fact]
    public async Task Are_compared_text_by_text_and_character_by_character_theme_by_theme()
    {
        var project = await app.ProjectAsync();
        var second = await app.ThemeAsync(project.Id, "T2", "Being passed on");
        var unused = await app.ThemeAsync(project.Id, "T3", "Never used");
        using var one = app.Coder();
        using var other = app.Coder();
        var texts = new List<Guid>();
        for (var i = 0; i < 10; i++) texts.Add(await app.ResponseAsync(project.Survey, "0123456789"));
        foreach (var i in new[] { 0, 1, 2, 3, 4 }) await CodeAsync(one, project.Survey, texts[i], project.Theme, 0, 10);
        foreach (var i in new[] { 0, 1, 2, 3, 5, 6 }) await CodeAsync(other, project.Survey, texts[i], project.Theme, 2, 3);
        await CodeAsync(one, project.Survey, texts[0], second, 0, 5);
        await CodeAsync(other, project.Survey, texts[0], second, 4, 9);
        var (first, their) = (await CoderAsync(one, project), await CoderAsync(other, project));

        var byText = await ReadAsync(one, $"surveys/{project.Survey}/agreement?first={first}&second={their}");
        var byCharacter =
            await ReadAsync(one, $"surveys/{project.Survey}/agreement?first={first}&second={their}&unit=character&theme={second}");
        var never = await ReadAsync(one, $"surveys/{project.Survey}/agreement?first={first}&second={their}&theme={unused}");

        (byText["texts"]!.GetValue<int>(), byText["themes"]!.AsArray().Count).ShouldBe((10, 2));
        var t1 = byText["themes"]![0]!["agreement"]!;
        (Number(t1, "both"), Number(t1, "firstOnly"), Number(t1, "secondOnly"), Number(t1, "neither")).ShouldBe((4, 1, 2, 3));
        (Number(t1, "observed"), Number(t1, "expected")).ShouldBe((0.7, 0.5));
        Number(t1, "kappa").ShouldBe(0.4, 1e-12);
        Number(byText["themes"]![1]!["agreement"]!, "kappa").ShouldBe(1);
        var overall = byText["overall"]!;
        (Number(overall, "units"), Number(overall, "both"), Number(overall, "neither")).ShouldBe((20, 5, 12));
        var halves = byCharacter["overall"]!;
        (Number(halves, "units"), Number(halves, "both"), Number(halves, "firstOnly"), Number(halves, "secondOnly"), Number(halves, "neither")).ShouldBe((100, 1, 4, 4, 91));
        Number(halves, "kappa").ShouldBe((0.92 - 0.905) / (1 - 0.905), 1e-12);
        never["overall"]!["kappa"].ShouldBeNull();
        never["overall"]!["note"]!.GetValue<string>().ShouldContain("not defined");
    }

    [Fact]
    public async Task What_is_stale_or_changed_by_somebody_else_is_told()
    {
        var project = await app.ProjectAsync();
        using var one = app.Coder();
        using var other = app.Coder();
        var text = await app.ResponseAsync(project.Survey, "Nobody asked.");
        var amended = await app.ResponseAsync(project.Survey, "Everybody asked.");
        var mine = await CodeAsync(one, project.Survey, text, project.Theme, 0, 6);
        await CodeAsync(one, project.Survey, amended, project.Theme, 0, 9);
        await CodeAsync(other, project.Survey, text, project.Theme, 0, 6);
        (await ChangeAsync(other, HttpMethod.Put, $"surveys/{project.Survey}/passages/{mine}", new
        {
            start = 0, end = 12, themeId = project.Theme, memo = (string?)null,
        })).Status.ShouldBe(HttpStatusCode.OK);
        await app.ScalarAsync<int>($$"""UPDATE responses SET answers = '{"story": "All asked."}' WHERE id = '{{amended}}'""");

        var report = await ReadAsync(
            one, $"surveys/{project.Survey}/agreement?first={await CoderAsync(one, project)}&second={await CoderAsync(other, project)}");

        (Number(report, "stale"), Number(report, "changedByOthers"), Number(report["overall"]!, "both"), Number(report["overall"]!, "neither")).ShouldBe((1, 1, 1, 1));
    }

    [Fact]
    public async Task The_same_coder_twice_or_a_unit_that_means_nothing_is_refused()
    {
        var project = await app.ProjectAsync();
        using var coder = app.Coder();
        var somebody = Guid.NewGuid();
        foreach (var query in new[] { $"first={somebody}&second={somebody}", $"first={somebody}&second={Guid.NewGuid()}&unit=word", "first=me&second=you", $"first={somebody}" })
        {
            using var refused = await coder.GetAsync($"/api/surveys/v1/surveys/{project.Survey}/agreement?{query}");
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest, query);
        }
    }

    [Fact]
    public async Task A_coder_theme_or_question_that_is_unknown_is_said_to_be()
    {
        var project = await app.ProjectAsync();
        using var coder = app.Coder();
        using var colleague = app.Coder();
        var response = await app.ResponseAsync(project.Survey, "Nobody asked.");
        foreach (var each in new[] { coder, colleague }) await CodeAsync(each, project.Survey, response, project.Theme, 0, 6);
        var (first, second) = (await CoderAsync(coder, project), await CoderAsync(colleague, project));

        await RefusedAsync($"agreement?first={first}&second={Guid.NewGuid()}", HttpStatusCode.NotFound, "coder");
        await RefusedAsync($"agreement?first={Guid.NewGuid()}&second={second}", HttpStatusCode.NotFound, "coder");
        await RefusedAsync($"coding/texts?coderId={Guid.NewGuid()}", HttpStatusCode.NotFound, "coder");
        await RefusedAsync($"passages?coderId={Guid.NewGuid()}", HttpStatusCode.NotFound, "coder");
        await RefusedAsync($"memos?coderId={Guid.NewGuid()}", HttpStatusCode.NotFound, "coder");
        foreach (var what in new[] { $"agreement?first={first}&second={second}&question=", "coding/texts?question=", "passages?question=", "project.qdpx?question=" })
        {
            await RefusedAsync($"{what}nowhere", HttpStatusCode.BadRequest, "reason, places, story");
            await RefusedAsync($"{what}years", HttpStatusCode.BadRequest, "reason, places, story");
        }

        async Task RefusedAsync(string what, HttpStatusCode status, string because)
        {
            using var refused = await coder.GetAsync($"/api/surveys/v1/surveys/{project.Survey}/{what}");
            var body = await refused.Content.ReadAsStringAsync();
            refused.StatusCode.ShouldBe(status, $"{what}: {body}");
            body.ShouldContain(because);
        }
    }

    static async Task<Guid> CoderAsync(HttpClient coder, CodedProject project) =>
        (await ReadAsync(coder, $"surveys/{project.Survey}/coders")).AsArray()
            .Single(c => c!["isYou"]!.GetValue<bool>())!["id"]!.GetValue<Guid>();

    static double Number(JsonNode node, string name) => node[name]!.GetValue<double>();
}
