using System.Net;
using System.Text.Json.Nodes;
using QLab.Contributions;
using QLab.Participants.Contracts;
using QLab.Publications.Contracts;
using QLab.Testing;
using static QLab.Workshops.Tests.CodedInterviews;

namespace QLab.Workshops.Tests;

public sealed class CodingInterviews(WorkshopsApp app)
{
    [Fact]
    public async Task Keeps_places_in_turns_and_announces_them_without_a_word()
    {
        var interview = await app.InterviewAsync();
        using var coder = app.Coder();
        await using var another = await app.AnotherServiceAsync();
        var coded = await another.ListenAsync<ContributionCoded>();
        var uncoded = await another.ListenAsync<ContributionUncoded>();
        var speaker = await app.ScalarAsync<Guid>($"SELECT id FROM speakers WHERE interview_id = '{interview.Id}' AND name = 'P1'");

        var passage = await coder.CodeAsync(interview, 2, 0, 12, memo: "Strong.");

        await Eventually.Equals(1, () => Task.FromResult(coded.Count(e => e.PassageId == passage)));
        var told = coded.Single(e => e.PassageId == passage);
        told.ShouldBe(new(passage, speaker, interview.Id, interview.Project, interview.Theme, "2", 0, 12, 1, told.OccurredAt));
        var read = await coder.ReadAsync($"{interview.Id}/passages/{passage}");
        (read["quote"]!.GetValue<string>(), read["memo"]!.GetValue<string>(), read["stale"]!.GetValue<bool>())
            .ShouldBe(("Nobody asked", "Strong.", false));
        (await app.ScalarAsync<long>($"SELECT count(*) FROM passages p WHERE p.id = '{passage}' AND p::text LIKE '%Nobody%'")).ShouldBe(0);

        (await coder.ChangeAsync(HttpMethod.Delete, $"{interview.Id}/passages/{passage}", null)).Status.ShouldBe(HttpStatusCode.NoContent);
        await Eventually.Equals(2, () => Task.FromResult(uncoded.SingleOrDefault(e => e.PassageId == passage)?.Version ?? 0));
    }

    [Fact]
    public async Task Counts_in_code_points_and_refuses_what_cuts_a_character_or_is_no_words_of_a_participant()
    {
        var interview = await app.InterviewAsync();
        using var coder = app.Coder();
        var passage = await coder.CodeAsync(interview, 3, 8, 13);
        (await coder.ReadAsync($"{interview.Id}/passages/{passage}"))["quote"]!.GetValue<string>().ShouldBe("👩‍👩‍👧");

        var address = $"{interview.Id}/passages";
        foreach (var (start, end, pointer) in new[] { (8, 9, "/end"), (9, 13, "/start"), (0, 99, "/end") })
        {
            var (status, problem) = await coder.SendAsync(address, new { turn = 3, start, end, themeId = interview.Theme });
            (status, problem["errors"]!.AsObject().ShouldHaveSingleItem().Key).ShouldBe((HttpStatusCode.BadRequest, pointer));
        }
        foreach (var turn in new[] { 1, 9 })
            await coder.RefusedAsync(
                address, new { turn, start = 0, end = 3, themeId = interview.Theme }, HttpStatusCode.Conflict, "text-not-found");
        var twice = await coder.RefusedAsync(
            address, new { turn = 3, start = 8, end = 13, themeId = interview.Theme }, HttpStatusCode.Conflict, "already-exists");
        twice["existingId"]!.GetValue<Guid>().ShouldBe(passage);
        var elsewhere = await app.InterviewAsync(tellers: 1, "P1: Elsewhere.");
        await coder.RefusedAsync(
            address, new { turn = 2, start = 0, end = 3, themeId = elsewhere.Theme }, HttpStatusCode.Conflict, "theme-not-known");
    }

    [Fact]
    public async Task Leaves_out_who_withdraws_their_consent_and_says_so()
    {
        var interview = await app.InterviewAsync();
        using var coder = app.Coder();
        var (passage, stays) = (await coder.CodeAsync(interview, 2, 0, 12), await coder.CodeAsync(interview, 3, 0, 1));
        await using var participants = await app.AnotherServiceAsync();
        await app.HandledAsync(await participants.PublishAsync(
            new ConsentWithdrawn(interview.Project, interview.Tellers[0], "research", DateTimeOffset.UtcNow)));

        using var texts = await coder.GetAsync(Address($"{interview.Id}/coding/texts"));
        texts.Headers.GetValues("QLab-Left-Out").ShouldBe(["speakers=few"]);
        JsonNode.Parse(await texts.Content.ReadAsStringAsync())!.AsArray().ShouldHaveSingleItem()!["turn"]!.GetValue<int>().ShouldBe(3);
        var passages = (await coder.ReadAsync($"{interview.Id}/passages")).AsArray();
        passages.Select(p => (p!["id"]!.GetValue<Guid>(), p["quote"]?.GetValue<string>()))
            .ShouldBe([(passage, null), (stays, "😀")], ignoreOrder: true);
        (await coder.ReadAsync($"{interview.Id}/passages/{passage}"))["quote"].ShouldBeNull();
        await coder.RefusedAsync(
            $"{interview.Id}/passages", new { turn = 4, start = 0, end = 5, themeId = interview.Theme }, HttpStatusCode.Conflict,
            "text-not-found");
        using var gone = await coder.GetAsync(Address($"{interview.Id}/coding/texts/2"));
        await WorkshopsApp.ProblemAsync(gone, HttpStatusCode.NotFound, "text-not-found");
    }

    [Fact]
    public async Task Shows_what_is_left_to_code_and_a_turn_with_all_that_is_coded_in_it()
    {
        var interview = await app.InterviewAsync();
        using var coder = app.Coder();
        var passage = await coder.CodeAsync(interview, 2, 0, 12);
        await WorkshopsApp.CreatedAsync(coder, $"interviews/{interview.Id}/memos", new
        {
            about = "interview", aboutId = interview.Id, text = "Cf. the workshop.",
        });

        (await TurnsAsync("")).ShouldBe([2, 3, 4]);
        (await TurnsAsync("?uncoded=true")).ShouldBe([3, 4]);
        (await TurnsAsync("?uncoded=false")).ShouldBe([2]);
        (await TurnsAsync($"?uncoded=true&coderId={await coder.CoderIdAsync(interview)}")).ShouldBe([3, 4]);
        var text = await coder.ReadAsync($"{interview.Id}/coding/texts/2");
        text["passages"]!.AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<Guid>().ShouldBe(passage);
        text["memos"]!.AsArray().ShouldHaveSingleItem()!["text"]!.GetValue<string>().ShouldBe("Cf. the workshop.");
        (await coder.ReadAsync($"{interview.Id}/transcript"))["turns"]!.AsArray().Select(t => t!["number"]!.GetValue<int>())
            .ShouldBe([1, 2, 3, 4]);
        foreach (var unknown in new[] { "passages?themeId", "passages?speakerId", "memos?aboutId" })
        {
            using var refused = await coder.GetAsync(Address($"{interview.Id}/{unknown}={Guid.NewGuid()}"));
            (await WorkshopsApp.FaultsAsync(refused)).ShouldBe([$"/{unknown.Split('?')[1]}"]);
        }

        async Task<IEnumerable<int>> TurnsAsync(string query) =>
            (await coder.ReadAsync($"{interview.Id}/coding/texts{query}")).AsArray().Select(t => t!["turn"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_transcript_that_is_written_anew_leaves_passages_stale_whose_words_are_no_longer_said_there_by_the_same()
    {
        var interview = await app.InterviewAsync();
        using var coder = app.Coder();
        var (kept, moved) = (await coder.CodeAsync(interview, 2, 0, 6), await coder.CodeAsync(interview, 2, 30, 34));
        var others = await coder.CodeAsync(interview, 4, 0, 5);
        using var staff = app.Client(WorkshopsApp.AllScopes);

        await staff.TranscribeAsync(interview.Id, "I: How is it?\nP1: Nobody ever asked about both pain and mood.\nI: And you?\nP2: Never.");

        (await coder.ReadAsync($"{interview.Id}/passages")).AsArray()
            .Select(p => (p!["id"]!.GetValue<Guid>(), p["stale"]!.GetValue<bool>()))
            .ShouldBe([(kept, false), (moved, true), (others, true)], ignoreOrder: true);
        var (status, body) = await coder.ChangeAsync(
            HttpMethod.Put, $"{interview.Id}/passages/{others}",
            new { start = 0, end = 5, themeId = interview.Theme, memo = (string?)null });
        status.ShouldBe(HttpStatusCode.Conflict, body);
    }

    [Fact]
    public async Task When_the_words_go_so_does_everything_that_was_coded_in_them()
    {
        var name = $"Zbigniew{Guid.NewGuid():N}";
        var interview = await app.InterviewAsync(tellers: 2, $"I: Who helped?\nP1: Ask {name} about me.\nP2: Ask nobody.");
        using var coder = app.Coder();
        await using var another = await app.AnotherServiceAsync();
        var told = await another.ListenAsync<ContributionUncoded>();
        var (gone, stays) = (await coder.CodeAsync(interview, 2, 4, 12, memo: $"{name} again"), await coder.CodeAsync(interview, 3, 0, 3));
        await WorkshopsApp.CreatedAsync(coder, $"interviews/{interview.Id}/memos", new
        {
            about = "interview", aboutId = interview.Id, text = $"Who is {name}?",
        });

        await app.EraseAsync(interview.Tellers[0]);

        await Eventually.Equals(2, () => Task.FromResult(told.SingleOrDefault(e => e.PassageId == gone)?.Version ?? 0));
        told.ShouldNotContain(e => e.PassageId == stays);
        await Eventually.Equals(0L, () => app.ScalarAsync<long>("SELECT count(*) FROM outbox"));
        (await app.Database.TracesAsync(name, interview.Tellers[0].ToString())).ShouldBeEmpty();
        using var staff = app.Client(WorkshopsApp.AllScopes);
        (await staff.SendAsync($"{interview.Id}/coding/undo", null)).Status.ShouldBe(HttpStatusCode.Conflict);
        var (status, _) = await RemoveAsync(staff, interview.Id);
        status.ShouldBe(HttpStatusCode.NoContent);
        await Eventually.Equals(1, () => Task.FromResult(told.Count(e => e.PassageId == stays)));
        (await coder.ReadAsync($"{interview.Id}/passages")).AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_coder_may_see_and_erase_what_leads_to_them_and_their_codings_stay()
    {
        var interview = await app.InterviewAsync(tellers: 1, "P1: Nobody asked.");
        var (who, word) = (Guid.NewGuid(), $"Xanthippe{Guid.NewGuid():N}");
        using var coder = app.Coder(who);
        var passage = await coder.CodeAsync(interview, 1, 0, 6, memo: $"Reminds me of {word}");
        await WorkshopsApp.CreatedAsync(coder, $"interviews/{interview.Id}/memos", new
        {
            about = "theme", aboutId = interview.Theme, text = $"{word} said so",
        });
        (await app.ExportAsync(who))["coding"]!["passages"]!.AsArray().ShouldHaveSingleItem()!["memo"]!.GetValue<string>()
            .ShouldContain(word);

        await app.EraseAsync(who);

        (await app.Database.TracesAsync(who.ToString(), word)).ShouldBeEmpty();
        using var colleague = app.Coder();
        (await colleague.ReadAsync($"{interview.Id}/passages")).AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<Guid>().ShouldBe(passage);
    }

    [Fact]
    public async Task What_is_coded_to_a_merged_theme_is_shown_under_the_other_and_nothing_new_is()
    {
        var interview = await app.InterviewAsync();
        var into = await app.ThemeAsync(interview.Project, "T2", "Being asked");
        using var coder = app.Coder();
        var passage = await coder.CodeAsync(interview, 2, 0, 12);
        await using var publications = await app.AnotherServiceAsync();
        await app.HandledAsync(await publications.PublishAsync(
            new ThemeMerged(interview.Theme, interview.Project, into, 2, DateTimeOffset.UtcNow)));

        (await coder.ReadAsync($"{interview.Id}/passages?themeId={into}")).AsArray()
            .ShouldHaveSingleItem()!["themeId"]!.GetValue<Guid>().ShouldBe(into);
        (await coder.ReadAsync($"{interview.Id}/passages/{passage}"))["themeId"]!.GetValue<Guid>().ShouldBe(into);
        var refused = await coder.RefusedAsync(
            $"{interview.Id}/passages", new { turn = 2, start = 19, end = 24, themeId = interview.Theme }, HttpStatusCode.Conflict,
            "theme-merged");
        refused["existingId"]!.GetValue<Guid>().ShouldBe(into);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task In_any_order_and_twice_the_last_word_and_the_last_state_of_a_theme_count(int seed)
    {
        var (project, theme, into, now) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), DateTimeOffset.UtcNow);
        await using var publications = await app.AnotherServiceAsync();
        Func<Task<Guid>>[] told =
        [
            () => publications.PublishAsync(new ThemeAdded(theme, project, "T1", "Trusst", now)),
            () => publications.PublishAsync(new ThemeRevised(theme, project, "T1", "Trust", 2, now) { Description = "Being believed" }),
            () => publications.PublishAsync(new ThemeRetired(theme, project, 2, now)),
            () => publications.PublishAsync(new ThemeSplit(theme, project, [into, Guid.NewGuid()], 3, now)),
            () => publications.PublishAsync(new ThemeMerged(theme, project, into, 4, now)),
        ];
        var heard = told.Concat(told).ToArray();
        new Random(seed).Shuffle(heard);
        foreach (var telling in heard) await app.HandledAsync(await telling());

        (await app.ScalarAsync<string>($"""
            SELECT concat_ws('|', code, label, description, words_version, state, state_version, "into"[1]) FROM themes WHERE id = '{theme}'
            """)).ShouldBe($"T1|Trust|Being believed|2|Merged|4|{into}");
    }

    static async Task<(HttpStatusCode, string)> RemoveAsync(HttpClient staff, Guid id) =>
        await staff.ChangeAsync(HttpMethod.Post, $"{id}/transcript/remove", new { reason = "They asked us to." }, "*");
}
