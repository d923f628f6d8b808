using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using QLab.Contributions;
using QLab.Publications.Contracts;
using QLab.Publications.Themes;
using QLab.ServiceDefaults.Scheduling;
using QLab.Testing;
using static QLab.Publications.Tests.PublicationsApp;

namespace QLab.Publications.Tests;

public sealed class ChangingTheCodeBook(PublicationsApp app)
{
    [Fact]
    public async Task A_revision_is_announced_with_the_next_version()
    {
        using var staff = app.Client(AllScopes);
        await using var another = await app.AnotherServiceAsync();
        var revised = await another.ListenAsync<ThemeRevised>();
        var project = await app.KnownProjectAsync();
        var theme = await app.ThemeAsync(staff, project, "T1", "Trusst");
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/publications/v1/themes/{theme}") { Content = JsonContent.Create(new { label = "Trust", description = "Being believed" }) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var response = await staff.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());

        await Eventually.Equals(1, () => Task.FromResult(revised.Count(e => e.ThemeId == theme)));
        var told = revised.Single(e => e.ThemeId == theme);
        told.ShouldBe(new(theme, project, "T1", "Trust", 2, told.OccurredAt) { Description = "Being believed" });
    }

    [Fact]
    public async Task Is_announced_as_it_is_now_to_who_came_too_late()
    {
        using var staff = app.Client(AllScopes);
        await using var another = await app.AnotherServiceAsync();
        var announced = await another.ListenAsync<ThemesAnnounced>();
        var project = await app.KnownProjectAsync();
        var kept = await app.ThemeAsync(staff, project, "T1", "Trust");
        var merged = await app.ThemeAsync(staff, project, "T2", "Being heard");
        await ChangedAsync(staff, $"themes/{merged}/merge", new { intoThemeId = kept, reason = "It is the same." });

        app.Services.GetRequiredService<WakeSignal<AnnounceThemes>>().Wake();

        await Eventually.Succeeds(() =>
        {
            var told = announced.LastOrDefault(e => e.ProjectId == project);
            told.ShouldNotBeNull();
            told.Themes.Select(t => (t.ThemeId, t.Code, t.Label, t.Description, t.State, string.Join(' ', t.IntoThemeIds), t.Version))
                .ShouldBe([(kept, "T1", "Trust", null, "open", "", 1), (merged, "T2", "Being heard", null, "merged", $"{kept}", 2)]);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task What_is_coded_to_a_merged_theme_counts_for_the_other_from_then_on_and_keeps_its_history()
    {
        using var staff = app.Client(AllScopes);
        using var anybody = app.Anonymous();
        await using var another = await app.AnotherServiceAsync();
        var merged = await another.ListenAsync<ThemeMerged>();
        var project = await app.KnownProjectAsync();
        var responses = await app.ResponsesAsync(project, 2);
        var (noise, night) = (await app.ThemeAsync(staff, project, "T1", "Noise"), await app.ThemeAsync(staff, project, "T2", "Nights"));
        await CreatedAsync(staff, $"themes/{noise}/evidence", new { contributionId = responses[0] });
        await CreatedAsync(staff, $"themes/{night}/evidence", new { contributionId = responses[1] });
        var (ofNoise, ofNights) = (await app.InsightAsync(staff, project, noise), await app.InsightAsync(staff, project, night));
        var (onNoise, onNights) =
            (await app.EssayAsync(staff, project, "noise", ofNoise), await app.EssayAsync(staff, project, "nights", ofNights));

        var answer =
            await ChangedAsync(staff, $"themes/{noise}/merge", new { intoThemeId = night, reason = "It is the night that is noisy." });

        (answer["state"]!.GetValue<string>(), answer["mergedInto"]!.GetValue<Guid>()).ShouldBe(("merged", night));
        await Eventually.Equals(1, () => Task.FromResult(merged.Count(e => e.ThemeId == noise && e.IntoThemeId == night && e.ProjectId == project && e.Version == 2)));
        (await ReadAsync(staff, $"themes/{night}"))["evidence"]!.GetValue<int>().ShouldBe(2);
        (await ReadAsync(staff, $"themes/{night}/evidence")).AsArray()
            .Select(e => e!["contributionId"]!.GetValue<Guid>())
            .ShouldBe(responses, ignoreOrder: true);
        (await ReadAsync(staff, $"themes/{noise}/changes")).AsArray().ShouldHaveSingleItem()!["reason"]!.GetValue<string>()
            .ShouldBe("It is the night that is noisy.");

        // What was published before rests on what it rested on.
        (await ReadAsync(staff, $"lineage/publications/{onNoise}"))["contributions"]![0]!["count"]!.GetValue<int>().ShouldBe(1);
        (await ReadAsync(staff, $"lineage/publications/{onNights}"))["contributions"]![0]!["count"]!.GetValue<int>().ShouldBe(1);
        var followed = await ReadAsync(anybody, $"lineage/contributions/{responses[0]}");
        followed["usedIn"]!.AsArray().Select(p => p!["id"]!.GetValue<Guid>()).ShouldBe([onNoise]);
        followed["summary"]!.GetValue<string>().ShouldContain("is evidence for “Nights”. It supports 2 insights");
        followed["edges"]!.AsArray().Single(e => e!["from"]!.GetValue<Guid>() == noise && e["to"]!.GetValue<Guid>() == night)!["relation"]!.GetValue<string>().ShouldBe("mergedInto");

        // The next version rests on both.
        await CreatedAsync(staff, $"publications/{onNights}/versions", new { markdown = "More.", changeNote = "Noise belongs here." });
        (await ReadAsync(staff, $"lineage/publications/{onNights}"))["contributions"]![0]!["count"]!.GetValue<int>().ShouldBe(2);
        (await ReadAsync(anybody, $"lineage/contributions/{responses[0]}"))["usedIn"]!.AsArray()
            .Select(p => p!["id"]!.GetValue<Guid>())
            .ShouldBe([onNoise, onNights], ignoreOrder: true);
    }

    [Fact]
    public async Task A_chain_of_mergers_leads_to_its_end_and_a_late_passage_of_its_beginning_counts_there()
    {
        using var staff = app.Client(AllScopes);
        var project = await app.KnownProjectAsync();
        var response = (await app.ResponsesAsync(project, 1))[0];
        Guid[] themes = [await app.ThemeAsync(staff, project, "T1"), await app.ThemeAsync(staff, project, "T2"), await app.ThemeAsync(staff, project, "T3")];
        await ChangedAsync(staff, $"themes/{themes[0]}/merge", new { intoThemeId = themes[1], reason = "The same." });
        await ChangedAsync(staff, $"themes/{themes[1]}/merge", new { intoThemeId = themes[2], reason = "The same." });
        await using var surveys = await app.AnotherServiceAsync();
        await app.HandledAsync(await surveys.PublishAsync(
            new ContributionCoded(Guid.NewGuid(), response, Guid.NewGuid(), project, themes[0], "story", 0, 4, 1, DateTimeOffset.UtcNow)));

        (await ReadAsync(staff, $"themes/{themes[2]}"))["evidence"]!.GetValue<int>().ShouldBe(1);
        await app.InsightAsync(staff, project, themes[2]);
        var refused = await RefusedAsync(staff, "insights", new { projectId = project, kind = "barrier", statement = "S.", why = "W.", themeIds = new[] { themes[0] } }, HttpStatusCode.Conflict);
        (Name(refused), refused["existingId"]!.GetValue<Guid>()).ShouldBe(("theme-merged", themes[1]));
    }

    [Fact]
    public async Task A_merger_into_itself_another_project_or_nothing_and_a_second_one_are_refused()
    {
        using var staff = app.Client(AllScopes);
        var (project, elsewhere) = (await app.KnownProjectAsync(), await app.KnownProjectAsync());
        var (one, other, foreign) = (await app.ThemeAsync(staff, project, "T1"), await app.ThemeAsync(staff, project, "T2"), await app.ThemeAsync(staff, elsewhere, "T1"));
        foreach (var into in new[] { one, foreign, Guid.NewGuid() })
            (await RefusedAsync(staff, $"themes/{one}/merge", new { intoThemeId = into, reason = "The same." }, HttpStatusCode.BadRequest))["errors"]!["/intoThemeId"].ShouldNotBeNull();
        await RefusedAsync(staff, $"themes/{one}/merge", new { intoThemeId = other, reason = "" }, HttpStatusCode.BadRequest);
        await RefusedAsync(
            staff, $"themes/{Guid.NewGuid()}/merge", new { intoThemeId = other, reason = "The same." }, HttpStatusCode.NotFound);

        await ChangedAsync(staff, $"themes/{one}/merge", new { intoThemeId = other, reason = "The same." });

        Name(await RefusedAsync(staff, $"themes/{one}/merge", new { intoThemeId = other, reason = "The same." }, HttpStatusCode.Conflict)).ShouldBe("theme-merged");
        Name(await RefusedAsync(staff, $"themes/{other}/merge", new { intoThemeId = one, reason = "The same." }, HttpStatusCode.Conflict)).ShouldBe("theme-merged");
        Name(await RefusedAsync(staff, $"themes/{one}/retire", new { reason = "Not used." }, HttpStatusCode.Conflict)).ShouldBe("theme-merged");
    }

    [Fact]
    public async Task Of_two_who_merge_two_themes_into_each_other_one_is_refused()
    {
        using var staff = app.Client(AllScopes);
        var project = await app.KnownProjectAsync();
        Guid[] themes = [await app.ThemeAsync(staff, project, "T1"), await app.ThemeAsync(staff, project, "T2")];
        var answers = await Task.WhenAll(themes.Select(async theme =>
        {
            using var response = await staff.PostAsJsonAsync(
                $"/api/publications/v1/themes/{theme}/merge", new { intoThemeId = themes.Single(t => t != theme), reason = "The same." });
            return response.StatusCode;
        }));
        answers.ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict], ignoreOrder: true);
    }

    [Fact]
    public async Task A_split_theme_keeps_its_evidence_until_it_is_recoded_and_takes_none()
    {
        using var staff = app.Client(AllScopes);
        await using var another = await app.AnotherServiceAsync();
        var (split, added) = (await another.ListenAsync<ThemeSplit>(), await another.ListenAsync<ThemeAdded>());
        var project = await app.KnownProjectAsync();
        var responses = await app.ResponsesAsync(project, 2);
        var (nights, noise) = (await app.ThemeAsync(staff, project, "T1", "Nights"), await app.ThemeAsync(staff, project, "T2", "Noise"));
        var evidence = await CreatedAsync(staff, $"themes/{nights}/evidence", new { contributionId = responses[0] });

        var answer = await ChangedAsync(staff, $"themes/{nights}/split",
            new { intoThemeIds = new[] { noise }, newThemes = new[] { new { code = "T3", label = "Light" } }, reason = "Light and noise are different things." });

        var light = answer["splitInto"]!.AsArray().Select(t => t!.GetValue<Guid>()).Single(t => t != noise);
        await Eventually.Equals(1, () => Task.FromResult(split.Count(e => e.ThemeId == nights && e.Version == 2 && e.IntoThemeIds.Order().SequenceEqual(new[] { noise, light }.Order()))));
        await Eventually.Equals(1, () => Task.FromResult(added.Count(e => e.ThemeId == light && e.Code == "T3" && e.Label == "Light")));
        var left = (await ReadAsync(staff, $"themes?projectId={project}&state=split")).AsArray().ShouldHaveSingleItem()!;
        (left["id"]!.GetValue<Guid>(), left["evidence"]!.GetValue<int>()).ShouldBe((nights, 1), "what is to be recoded");
        Name(await RefusedAsync(staff, $"themes/{nights}/evidence", new { contributionId = responses[1] }, HttpStatusCode.Conflict)).ShouldBe("theme-split");
        Name(await RefusedAsync(staff, $"themes/{nights}/evidence/{evidence}/recode", new { themeId = nights }, HttpStatusCode.Conflict)).ShouldBe("theme-split");

        await ChangedAsync(staff, $"themes/{nights}/evidence/{evidence}/recode", new { themeId = light });

        (await ReadAsync(staff, $"themes/{nights}"))["evidence"]!.GetValue<int>().ShouldBe(0);
        (await ReadAsync(staff, $"themes/{light}/evidence/{evidence}"))["contributionId"]!.GetValue<Guid>().ShouldBe(responses[0]);
        Name(await RefusedAsync(staff, $"themes/{nights}/split", new { intoThemeIds = new[] { noise, light }, newThemes = Array.Empty<object>(), reason = "Again." }, HttpStatusCode.Conflict)).ShouldBe("theme-split");
    }

    [Fact]
    public async Task A_split_into_one_into_itself_or_into_a_code_that_is_taken_is_refused()
    {
        using var staff = app.Client(AllScopes);
        var project = await app.KnownProjectAsync();
        var (one, other) = (await app.ThemeAsync(staff, project, "T1"), await app.ThemeAsync(staff, project, "T2"));
        Task<JsonNode> TryAsync(Guid[] into, string[] codes, HttpStatusCode expected) => RefusedAsync(staff, $"themes/{one}/split",
            new { intoThemeIds = into, newThemes = codes.Select(code => new { code, label = "New" }), reason = "Two things." }, expected);

        (await TryAsync([other], [], HttpStatusCode.BadRequest))["errors"]!["/newThemes"].ShouldNotBeNull();
        (await TryAsync([one, other], [], HttpStatusCode.BadRequest))["errors"]!["/intoThemeIds/0"].ShouldNotBeNull();
        (await TryAsync([], ["T3", "T3"], HttpStatusCode.BadRequest))["errors"]!["/newThemes/1"].ShouldNotBeNull();
        (await TryAsync([other], ["T2"], HttpStatusCode.Conflict))["existingId"]!.GetValue<Guid>().ShouldBe(other);
        (await ReadAsync(staff, $"themes/{one}"))["state"]!.GetValue<string>().ShouldBe("open");
    }

    [Fact]
    public async Task A_retired_theme_keeps_what_it_has_and_takes_nothing_new()
    {
        using var staff = app.Client(AllScopes);
        await using var another = await app.AnotherServiceAsync();
        var retired = await another.ListenAsync<ThemeRetired>();
        var project = await app.KnownProjectAsync();
        var responses = await app.ResponsesAsync(project, 2);
        var theme = await app.ThemeAsync(staff, project, "T1");
        await CreatedAsync(staff, $"themes/{theme}/evidence", new { contributionId = responses[0] });

        await ChangedAsync(staff, $"themes/{theme}/retire", new { reason = "Nobody uses it." });

        await Eventually.Equals(
            1, () => Task.FromResult(retired.Count(e => e.ThemeId == theme && e.ProjectId == project && e.Version == 2)));
        Name(await RefusedAsync(staff, $"themes/{theme}/evidence", new { contributionId = responses[1] }, HttpStatusCode.Conflict)).ShouldBe("theme-retired");
        (await ReadAsync(staff, $"themes/{theme}"))["evidence"]!.GetValue<int>().ShouldBe(1);
        await app.InsightAsync(staff, project, theme);
    }

    static string Name(JsonNode problem) => problem["type"]!.GetValue<string>()["urn:qlab:problem:".Length..];

    static async Task<JsonNode> ChangedAsync(HttpClient client, string path, object body)
    {
        using var response = await client.PostAsJsonAsync($"/api/publications/v1/{path}", body);
        var json = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, json);
        return JsonNode.Parse(json)!;
    }
}
