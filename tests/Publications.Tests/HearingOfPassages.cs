using QLab.Contributions;
using QLab.Participants.Contracts;
using QLab.Testing;
using static QLab.Publications.Tests.PublicationsApp;

namespace QLab.Publications.Tests;

public sealed class HearingOfPassages(PublicationsApp app)
{
    static readonly DateTimeOffset Now = new(2018, 10, 4, 9, 0, 0, TimeSpan.Zero);

    static ContributionCoded Coded(Guid id, Guid response, Guid project, Guid theme, int version = 1, int start = 3, int end = 9) =>
        new(id, response, Guid.NewGuid(), project, theme, "story", start, end, version, Now.AddMinutes(version));

    [Fact]
    public async Task A_passage_is_evidence_from_the_contribution_to_the_theme()
    {
        using var staff = app.Client(AllScopes);
        using var anybody = app.Anonymous();
        var project = await app.KnownProjectAsync();
        var response = (await app.ResponsesAsync(project, 1))[0];
        var theme = await app.ThemeAsync(staff, project, "T1");
        var passage = Guid.NewGuid();
        await using var surveys = await app.AnotherServiceAsync();

        await surveys.PublishAsync(Coded(passage, response, project, theme));

        await CountAsync(theme, 1);
        var evidence = await ReadAsync(staff, $"themes/{theme}/evidence/{passage}");
        (evidence["question"]!.GetValue<string>(), evidence["passage"]!.ToJsonString()).ShouldBe(("story", """{"start":3,"end":9}"""));
        (await ReadAsync(staff, $"themes/{theme}"))["evidence"]!.GetValue<int>().ShouldBe(1);
        (await ReadAsync(anybody, $"lineage/contributions/{response}"))["summary"]!.GetValue<string>()
            .ShouldContain("is evidence for “Being believed”");
        await app.InsightAsync(staff, project, theme);
    }

    [Fact]
    public async Task Two_coders_of_the_same_words_are_two_pieces_of_evidence_of_one_contribution()
    {
        using var staff = app.Client(AllScopes);
        var project = await app.KnownProjectAsync();
        var response = (await app.ResponsesAsync(project, 1))[0];
        var theme = await app.ThemeAsync(staff, project, "T1");
        await using var surveys = await app.AnotherServiceAsync();
        await surveys.PublishAsync(Coded(Guid.NewGuid(), response, project, theme));
        await surveys.PublishAsync(Coded(Guid.NewGuid(), response, project, theme));
        await CountAsync(theme, 2);
        await CreatedAsync(staff, $"themes/{theme}/evidence", new { contributionId = response, passage = new { start = 3, end = 9 } });
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task In_any_order_and_more_than_once_the_highest_version_counts(int seed)
    {
        var chance = new Random(seed);
        using var staff = app.Client(AllScopes);
        var (project, response) = (await app.KnownProjectAsync(), Guid.NewGuid());
        Guid[] themes = [await app.ThemeAsync(staff, project, "T1"), await app.ThemeAsync(staff, project, "T2")];
        Guid[] passages = [.. Enumerable.Range(0, 12).Select(_ => Guid.NewGuid())];
        await using var surveys = await app.AnotherServiceAsync();
        // Odd passages end uncoded; each is coded, coded anew, taken away and coded again on the way.
        var told = passages.SelectMany((passage, i) => (object[])
        [
            Coded(passage, response, project, themes[0], 1), Coded(passage, response, project, themes[1], 2), new ContributionUncoded(passage, project, 3, Now),
            Coded(passage, response, project, themes[1], 4, i, i + 5), .. i % 2 == 1 ? (object[])[new ContributionUncoded(passage, project, 5, Now)] : [],
        ]).Append(Response(response, project, null, Now)).ToList();
        var heard = told.Concat(told.Take(20)).ToArray();
        chance.Shuffle(heard);

        var messages = new List<Guid>();
        foreach (var news in heard)
            messages.Add(await (news switch
            {
                ContributionCoded coded => surveys.PublishAsync(coded),
                ContributionUncoded uncoded => surveys.PublishAsync(uncoded),
                ContributionGiven given => surveys.PublishAsync(given),
                _ => throw new InvalidOperationException(),
            }));

        await Eventually.Equals((long)heard.Length, () => app.ScalarAsync<long>($"SELECT count(*) FROM inbox WHERE message_id IN ('{string.Join("','", messages)}')"));
        await Eventually.Equals(string.Join(' ', passages.Where((_, i) => i % 2 == 0).Order()), async () =>
            await app.ScalarAsync<string>($"SELECT string_agg(e.id::text, ' ' ORDER BY e.id) FROM evidence e WHERE contribution_id = '{response}' AND theme_id = '{themes[1]}'"));
        (await app.ScalarAsync<long>($"SELECT count(*) FROM evidence WHERE contribution_id = '{response}'")).ShouldBe(6);
        (await ReadAsync(staff, $"themes/{themes[1]}"))["evidence"]!.GetValue<int>().ShouldBe(6);
    }

    [Fact]
    public async Task What_an_earlier_release_left_in_its_queues_counts_once_with_what_is_heard_now()
    {
        using var staff = app.Client(AllScopes);
        var project = await app.KnownProjectAsync();
        var response = (await app.ResponsesAsync(project, 1))[0];
        var theme = await app.ThemeAsync(staff, project, "T1");
        var (stays, goes) = (Guid.NewGuid(), Guid.NewGuid());
        await using var surveys = await app.AnotherServiceAsync();
        foreach (var passage in new[] { stays, goes })
            await app.HandledAsync(await surveys.LeaveAsync(
                "publications.keep-evidence-when-passage-coded",
                new Surveys.Contracts.PassageCoded(passage, response, Guid.NewGuid(), project, theme, "story", 3, 9, 1, Now)));
        await app.HandledAsync(await surveys.PublishAsync(Coded(stays, response, project, theme)));
        await app.HandledAsync(await surveys.LeaveAsync(
            "publications.drop-evidence-when-passage-uncoded", new Surveys.Contracts.PassageUncoded(goes, project, 2, Now)));

        (await app.ScalarAsync<string>($"SELECT string_agg(id::text, ' ') FROM evidence WHERE theme_id = '{theme}'")).ShouldBe($"{stays}");
    }

    [Fact]
    public async Task Without_consent_to_research_a_passage_does_not_count_and_says_so()
    {
        using var staff = app.Client(AllScopes);
        var (project, who, response, passage) = (await app.KnownProjectAsync(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var theme = await app.ThemeAsync(staff, project, "T1");
        await using var others = await app.AnotherServiceAsync();
        await others.PublishAsync(Coded(passage, response, project, theme));
        await CountAsync(theme, 1);
        (await CountedAsync(staff, theme, passage)).ShouldBe((0, 0), "nothing is known of the contribution yet");

        await others.PublishAsync(Response(response, project, who, Now));
        await app.ArrivedAsync(response);
        (await CountedAsync(staff, theme, passage)).ShouldBe((0, 0));
        var refused = await RefusedAsync(staff, "insights", new { projectId = project, kind = "barrier", statement = "S.", why = "W.", themeIds = new[] { theme } }, System.Net.HttpStatusCode.Conflict);
        refused["type"]!.GetValue<string>().ShouldBe("urn:qlab:problem:theme-without-evidence");

        await others.PublishAsync(new ConsentGiven(project, who, "research", 1, Now));
        await Eventually.Succeeds(async () => (await CountedAsync(staff, theme, passage)).ShouldBe((1, 1)));
        await others.PublishAsync(new ConsentWithdrawn(project, who, "research", Now.AddSeconds(1)));
        await Eventually.Succeeds(async () => (await CountedAsync(staff, theme, passage)).ShouldBe((0, 0)));
    }

    Task CountAsync(Guid theme, long count) =>
        Eventually.Equals(count, () => app.ScalarAsync<long>($"SELECT count(*) FROM evidence WHERE theme_id = '{theme}'"));

    static async Task<(int, int)> CountedAsync(HttpClient staff, Guid theme, Guid passage) => (
        (await ReadAsync(staff, $"themes/{theme}"))["evidence"]!.GetValue<int>(),
        (await ReadAsync(staff, $"themes/{theme}/evidence")).AsArray().Count(e => e!["id"]!.GetValue<Guid>() == passage));
}
