using System.Net;
using QLab.Publications.Contracts;
using QLab.Surveys.Contracts;
using QLab.Testing;
using static QLab.Surveys.Tests.CodingApp;

namespace QLab.Surveys.Tests;

public sealed class KeepingTheCodeBookInStep(CodingApp app)
{
    const string Story = "Nobody asked about both pain and mood.";

    static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Fact]
    public async Task What_is_coded_to_a_merged_theme_is_shown_counted_and_exported_under_the_other()
    {
        var project = await app.ProjectAsync();
        var into = await app.ThemeAsync(project.Id, "T2", "Being asked");
        var response = await app.ResponseAsync(project.Survey, Story);
        using var coder = app.Coder();
        using var colleague = app.Coder();
        var passage = await CodeAsync(coder, project.Survey, response, project.Theme, 0, 12, memo: "Strong.");
        var other = await CodeAsync(colleague, project.Survey, response, into, 0, 12);
        await using var another = await app.AnotherServiceAsync();
        var told = await another.ListenAsync<PassageCoded>();

        await MergeAsync(project, project.Theme, into);

        (await ReadAsync(coder, $"surveys/{project.Survey}/passages/{passage}"))["themeId"]!.GetValue<Guid>().ShouldBe(into);
        foreach (var asked in new[] { into, project.Theme })
            (await ReadAsync(coder, $"surveys/{project.Survey}/passages?themeId={asked}")).AsArray()
                .Select(p => p!["id"]!.GetValue<Guid>())
                .ShouldBe([passage, other], ignoreOrder: true);
        var coders =
            (await ReadAsync(coder, $"surveys/{project.Survey}/coders")).AsArray().Select(c => c!["id"]!.GetValue<Guid>()).ToList();
        var agreement = await ReadAsync(coder, $"surveys/{project.Survey}/agreement?first={coders[0]}&second={coders[1]}");
        agreement["overall"]!["both"]!.GetValue<int>().ShouldBe(1, "both have coded the same words to what is one theme now");
        agreement["themes"]!.AsArray().ShouldHaveSingleItem()!["code"]!.GetValue<string>().ShouldBe("T2");
        (await coder.GetStringAsync($"/api/surveys/v1/surveys/{project.Survey}/codebook.qdc")).ShouldNotContain("Being believed");
        told.ShouldNotContain(
            e => e.PassageId == passage && e.Version > 1, "publications knows of the merger; coded anew it would lose its day");

        // Its memo can be changed without coding it anew, and the steps before the merger can be taken back.
        var (status, body) = await ChangeAsync(coder, HttpMethod.Put, $"surveys/{project.Survey}/passages/{passage}", new
        {
            start = 0, end = 12, themeId = into, memo = "Very strong.",
        });
        status.ShouldBe(HttpStatusCode.OK, body);
        (await app.ScalarAsync<int>($"SELECT version FROM passages WHERE id = '{passage}'")).ShouldBe(1);
        foreach (var _ in new[] { 1, 2 })
            (await PostAsync(coder, $"surveys/{project.Survey}/coding/undo", null)).Status.ShouldBe(HttpStatusCode.OK);
        (await PostAsync(coder, $"surveys/{project.Survey}/coding/redo", null)).Status.ShouldBe(HttpStatusCode.OK);
        (await ReadAsync(coder, $"surveys/{project.Survey}/passages/{passage}"))["themeId"]!.GetValue<Guid>().ShouldBe(into);
    }

    [Fact]
    public async Task What_was_missed_of_it_is_heard_when_it_is_announced_and_what_is_known_is_not_written()
    {
        var project = await app.ProjectAsync();
        var (missed, merged) = (Guid.NewGuid(), Guid.NewGuid());
        var before = await RowAsync(project.Theme);
        await using var publications = await app.AnotherServiceAsync();

        await app.HandledAsync(await publications.PublishAsync(new ThemesAnnounced(project.Id,
        [
            new(project.Theme, "T1", "Being believed", null, "open", [], 1), new(missed, "T2", "Being asked", "Before all.", "open", [], 4),
            new(merged, "T3", "Being heard", null, "merged", [missed], 2),
        ], Now)));
        await app.HandledAsync(await publications.PublishAsync(new ThemeRevised(missed, project.Id, "T2", "Asked", 3, Now)));

        (await RowAsync(project.Theme)).ShouldBe(before);
        (await app.ScalarAsync<string[]>($"""
            SELECT array_agg(concat_ws(' ', code, label, description, state, array_to_string("into", ',')) ORDER BY code)
            FROM themes WHERE id IN ('{missed}', '{merged}')
            """)).ShouldBe(["T2 Being asked Before all. Open ", $"T3 Being heard Merged {missed}"]);

        Task<string?> RowAsync(Guid theme) => app.ScalarAsync<string>($"SELECT xmin::text FROM themes WHERE id = '{theme}'");
    }

    [Fact]
    public async Task Nothing_new_is_coded_to_a_theme_that_was_merged_split_or_retired_and_the_problem_says_what_to_do()
    {
        var project = await app.ProjectAsync();
        Guid[] themes = [await app.ThemeAsync(project.Id, "T2", "Two"), await app.ThemeAsync(project.Id, "T3", "Three"), await app.ThemeAsync(project.Id, "T4", "Four")];
        var response = await app.ResponseAsync(project.Survey, Story);
        using var coder = app.Coder();
        var passage = await CodeAsync(coder, project.Survey, response, themes[1], 0, 12);
        var moved = await CodeAsync(coder, project.Survey, response, project.Theme, 13, 18);
        await using var publications = await app.AnotherServiceAsync();
        await MergeAsync(project, themes[0], project.Theme);
        await app.HandledAsync(await publications.PublishAsync(new ThemeSplit(themes[1], project.Id, [project.Theme, themes[2]], 2, Now)));
        await app.HandledAsync(await publications.PublishAsync(new ThemeRetired(themes[2], project.Id, 2, Now)));

        foreach (var (theme, problem) in themes.Zip(["theme-merged", "theme-split", "theme-retired"]))
        {
            var (status, body) = await PostAsync(coder, $"surveys/{project.Survey}/responses/{response}/passages", new
            {
                question = "story", start = 19, end = 24, themeId = theme,
            });
            (status, body["type"]!.GetValue<string>()).ShouldBe((HttpStatusCode.Conflict, $"urn:qlab:problem:{problem}"));
            if (problem == "theme-merged") body["existingId"]!.GetValue<Guid>().ShouldBe(project.Theme);
            if (problem == "theme-split") body["detail"]!.GetValue<string>().ShouldContain("T1, T4");
            var (recoded, why) = await ChangeAsync(coder, HttpMethod.Put, $"surveys/{project.Survey}/passages/{moved}", new
            {
                start = 13, end = 18, themeId = theme, memo = (string?)null,
            });
            (recoded, why.Contains(problem, StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Conflict, true), why);
        }

        // What is there stays, staff see that it is to be recoded, and its memo can be worded anew.
        (await ReadAsync(coder, $"surveys/{project.Survey}/passages?toRecode=true")).AsArray()
            .ShouldHaveSingleItem()!["id"]!.GetValue<Guid>().ShouldBe(passage);
        (await ChangeAsync(coder, HttpMethod.Put, $"surveys/{project.Survey}/passages/{passage}", new
        {
            start = 0, end = 12, themeId = themes[1], memo = "Which of them?",
        })).Status.ShouldBe(HttpStatusCode.OK);
        (await ChangeAsync(coder, HttpMethod.Put, $"surveys/{project.Survey}/passages/{passage}", new
        {
            start = 0, end = 12, themeId = project.Theme, memo = "This one.",
        })).Status.ShouldBe(HttpStatusCode.OK);
        (await ReadAsync(coder, $"surveys/{project.Survey}/passages?toRecode=true")).AsArray().ShouldBeEmpty();
        var (undone, since) = await PostAsync(coder, $"surveys/{project.Survey}/coding/undo", null);
        (undone, since["type"]!.GetValue<string>()).ShouldBe((HttpStatusCode.Conflict, "urn:qlab:problem:theme-split"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task In_any_order_and_twice_the_last_word_and_the_last_state_count(int seed)
    {
        var (project, theme, into) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await using var publications = await app.AnotherServiceAsync();
        Func<Task<Guid>>[] told =
        [
            () => publications.PublishAsync(new ThemeAdded(theme, project, "T1", "Trusst", Now)),
            () => publications.PublishAsync(new ThemeRevised(theme, project, "T1", "Trust", 2, Now) { Description = "Being believed" }),
            () => publications.PublishAsync(new ThemeSplit(theme, project, [into, Guid.NewGuid()], 3, Now)),
            () => publications.PublishAsync(new ThemeMerged(theme, project, into, 4, Now)),
        ];
        var heard = told.Concat(told).ToArray();
        new Random(seed).Shuffle(heard);
        foreach (var telling in heard) await app.HandledAsync(await telling());

        (await app.ScalarAsync<string>($"SELECT concat_ws('|', code, label, description, words_version, state, state_version, \"into\"[1]) FROM themes WHERE id = '{theme}'"))
            .ShouldBe($"T1|Trust|Being believed|2|Merged|4|{into}");
    }

    [Fact]
    public async Task A_theme_of_which_only_its_end_was_heard_is_not_known_yet()
    {
        var project = await app.ProjectAsync();
        var theme = Guid.NewGuid();
        await using var publications = await app.AnotherServiceAsync();
        await app.HandledAsync(await publications.PublishAsync(new ThemeRetired(theme, project.Id, 2, Now)));
        using var coder = app.Coder();
        (await coder.GetStringAsync($"/api/surveys/v1/surveys/{project.Survey}/codebook.qdc")).ShouldNotContain(theme.ToString());

        await app.HandledAsync(await publications.PublishAsync(new ThemeAdded(theme, project.Id, "T9", "Late", Now)));
        var response = await app.ResponseAsync(project.Survey, Story);
        var (status, body) = await PostAsync(coder, $"surveys/{project.Survey}/responses/{response}/passages", new
        {
            question = "story", start = 0, end = 6, themeId = theme,
        });
        (status, body["type"]!.GetValue<string>()).ShouldBe((HttpStatusCode.Conflict, "urn:qlab:problem:theme-retired"));
    }

    async Task MergeAsync(CodedProject project, Guid theme, Guid into)
    {
        await using var publications = await app.AnotherServiceAsync();
        await app.HandledAsync(await publications.PublishAsync(new ThemeMerged(theme, project.Id, into, 2, Now)));
    }
}
