using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using QLab.Coding;
using QLab.Participants.Contracts;
using QLab.Surveys.Coding;
using QLab.Surveys.Contracts;
using QLab.Testing;
using static QLab.Surveys.Tests.CodingApp;

namespace QLab.Surveys.Tests;

public sealed class WorkingThroughTexts(CodingApp app)
{
    [Fact]
    public async Task Lists_what_people_said_and_what_is_left()
    {
        var project = await app.ProjectAsync();
        using var coder = app.Coder();
        var both = await app.ResponseAsync(project.Survey, "", new { story = "On the ward.", reason = new { other = "My sister" } });
        var one = await app.ResponseAsync(project.Survey, "", new { story = "At home.", reason = "work" });
        await app.ResponseAsync(project.Survey, "", new { reason = "lived", years = 3 });
        await CodeAsync(coder, project.Survey, one, project.Theme, 0, 2);
        await CodeAsync(coder, project.Survey, both, project.Theme, 3, 9, "reason");
        var me = (await ReadAsync(coder, $"surveys/{project.Survey}/coders")).AsArray().ShouldHaveSingleItem()!;

        (me["passages"]!.GetValue<int>(), me["texts"]!.GetValue<int>(), me["isYou"]!.GetValue<bool>()).ShouldBe((2, 2, true));
        (await IdsAsync(coder, project, "")).ShouldBe([both, one], ignoreOrder: true);
        (await IdsAsync(coder, project, "?uncoded=true")).ShouldBe([both]);
        (await IdsAsync(coder, project, "?uncoded=false")).ShouldBe([one]);
        (await IdsAsync(coder, project, "?uncoded=true&question=reason")).ShouldBeEmpty();
        (await IdsAsync(coder, project, "?uncoded=false&question=reason")).ShouldBe([both]);
        (await IdsAsync(coder, project, $"?uncoded=true&coderId={await app.ColleagueAsync(project)}")).ShouldBe(
            [both, one], ignoreOrder: true);
        var texts = (await ReadAsync(coder, $"surveys/{project.Survey}/coding/texts?uncoded=true")).AsArray().Single()!["texts"]!.AsArray();
        texts.Select(t => (t!["question"]!.GetValue<string>(), t["text"]!.GetValue<string>(), t["length"]!.GetValue<int>(), t["passages"]!.GetValue<int>()))
            .ShouldBe([("reason", "My sister", 9, 1), ("story", "On the ward.", 12, 0)]);
    }

    [Fact]
    public async Task Finds_passages_by_theme_coder_question_and_memo_page_by_page()
    {
        var project = await app.ProjectAsync();
        var other = await app.ThemeAsync(project.Id, "T2", "Being passed on");
        using var coder = app.Coder();
        using var colleague = app.Coder();
        var response = await app.ResponseAsync(project.Survey, "Nobody asked about both.");
        var mine = await CodeAsync(coder, project.Survey, response, project.Theme, 0, 6, memo: "Yes");
        var second = await CodeAsync(coder, project.Survey, response, other, 0, 6);
        var theirs = await CodeAsync(colleague, project.Survey, response, project.Theme, 7, 12);
        var coders = (await ReadAsync(coder, $"surveys/{project.Survey}/coders")).AsArray();
        var me = coders.Single(c => c!["isYou"]!.GetValue<bool>())!["id"]!.GetValue<Guid>();

        (await PassagesAsync(coder, project, $"?themeId={project.Theme}")).ShouldBe([mine, theirs], ignoreOrder: true);
        (await PassagesAsync(coder, project, $"?coderId={me}")).ShouldBe([mine, second], ignoreOrder: true);
        (await PassagesAsync(coder, project, "?hasMemo=true")).ShouldBe([mine]);
        (await PassagesAsync(coder, project, "?hasMemo=false")).ShouldBe([second, theirs], ignoreOrder: true);
        (await PassagesAsync(coder, project, "?question=reason")).ShouldBeEmpty();
        (await PassagesAsync(coder, project, $"?responseId={response}&limit=2")).Count.ShouldBe(2);
        foreach (var unknown in new[] { "passages?themeId", "passages?responseId", "memos?aboutId" })
        {
            using var refused = await coder.GetAsync($"/api/surveys/v1/surveys/{project.Survey}/{unknown}={Guid.NewGuid()}");
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            (await refused.Content.ReadAsStringAsync()).ShouldContain($"\"/{unknown.Split('?')[1]}\"");
        }
        (await ReadAsync(coder, $"surveys/{project.Survey}/memos?aboutId={response}")).AsArray().ShouldBeEmpty();
        using var tooLong = await coder.GetAsync($"/api/surveys/v1/surveys/{project.Survey}/passages?question={new string('q', 65)}");
        tooLong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Shows_a_text_with_its_passages_and_which_of_them_an_amendment_has_made_stale()
    {
        var project = await app.ProjectAsync();
        using var coder = app.Coder();
        var response = await app.ResponseAsync(project.Survey, "Nobody asked about both.");
        var early = await CodeAsync(coder, project.Survey, response, project.Theme, 0, 6);
        var late = await CodeAsync(coder, project.Survey, response, project.Theme, 19, 23);
        await SurveysApp.CreatedAsync(
            coder, $"surveys/{project.Survey}/memos", new { about = "response", aboutId = response, text = "Cf. the workshop." });
        await app.ScalarAsync<int>(
            $$"""UPDATE responses SET answers = '{"story": "Nobody ever asked about both."}' WHERE id = '{{response}}'""");

        var text = await ReadAsync(coder, $"surveys/{project.Survey}/coding/texts/{response}/story");

        text["text"]!.GetValue<string>().ShouldBe("Nobody ever asked about both.");
        text["passages"]!.AsArray().Select(p => (p!["id"]!.GetValue<Guid>(), p["quote"]?.GetValue<string>(), p["stale"]!.GetValue<bool>()))
            .ShouldBe([(early, "Nobody", false), (late, null, true)]);
        text["memos"]!.AsArray().ShouldHaveSingleItem()!["text"]!.GetValue<string>().ShouldBe("Cf. the workshop.");
        using var nowhere = await coder.GetAsync($"/api/surveys/v1/surveys/{project.Survey}/coding/texts/{response}/years");
        nowhere.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task When_the_words_go_so_does_everything_that_was_coded_in_them()
    {
        var project = await app.ProjectAsync();
        using var coder = app.Coder();
        var (gone, kept) =
            (await app.ResponseAsync(project.Survey, "Ask Zbigniew about me."), await app.ResponseAsync(project.Survey, "Ask nobody."));
        await using var another = await app.AnotherServiceAsync();
        var told = await another.ListenAsync<PassageUncoded>();
        var passage = await CodeAsync(coder, project.Survey, gone, project.Theme, 4, 12, memo: "Zbigniew again");
        var stays = await CodeAsync(coder, project.Survey, kept, project.Theme, 0, 3);
        await SurveysApp.CreatedAsync(
            coder, $"surveys/{project.Survey}/memos", new { about = "response", aboutId = gone, text = "Who is Zbigniew?" });

        await using (var connection = await app.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            (await Uncoding.UncodeAsync(connection, [gone], DateTimeOffset.UtcNow, CancellationToken.None)).ShouldBe(1);
            await using var withdraw =
                new NpgsqlCommand($"UPDATE responses SET withdrawn = true, answers = '{{}}' WHERE id = '{gone}'", connection);
            await withdraw.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }

        await Eventually.Equals(1, () => Task.FromResult(told.Count(e => e.PassageId == passage && e.Version == 2)));
        told.Count(e => e.PassageId == stays).ShouldBe(0);
        await Eventually.Equals(0L, () => app.ScalarAsync<long>("SELECT count(*) FROM outbox"));
        (await app.Database.TracesAsync("Zbigniew")).ShouldBeEmpty();
        (await PassagesAsync(coder, project, "")).ShouldBe([stays]);
        var (status, problem) = await PostAsync(coder, $"surveys/{project.Survey}/responses/{gone}/passages", new
        {
            question = "story", start = 0, end = 1, themeId = project.Theme,
        });
        (status, problem["type"]!.GetValue<string>()).ShouldBe((HttpStatusCode.NotFound, "urn:qlab:problem:response-not-found"));
    }

    [Fact]
    public async Task What_somebody_no_longer_gives_to_research_is_neither_read_nor_coded()
    {
        var project = await app.ProjectAsync("identified");
        var who = Guid.NewGuid();
        using var staff = app.Client(SurveysApp.AllScopes);
        using var coder = app.Coder();
        await app.ConsentedAsync(who);
        var response = await SurveysApp.CreatedAsync(
            staff, $"surveys/{project.Survey}/responses", new { participantId = who, answers = new { story = "Nobody asked." } });
        var passage = await CodeAsync(coder, project.Survey, response, project.Theme, 0, 6);
        await using var participants = await app.AnotherServiceAsync();
        await participants.PublishAsync(new ConsentWithdrawn(project.Id, who, "research", DateTimeOffset.UtcNow));
        await Eventually.Equals(
            1L, () => app.ScalarAsync<long>($"SELECT count(*) FROM consents WHERE participant_id = '{who}' AND NOT given"));

        var (status, _) = await PostAsync(coder, $"surveys/{project.Survey}/responses/{response}/passages", new
        {
            question = "story", start = 7, end = 12, themeId = project.Theme,
        });
        status.ShouldBe(HttpStatusCode.NotFound);
        (await IdsAsync(coder, project, "")).ShouldBeEmpty();
        (await ReadAsync(coder, $"surveys/{project.Survey}/passages/{passage}"))["quote"].ShouldBeNull();
        using var text = await coder.GetAsync($"/api/surveys/v1/surveys/{project.Survey}/coding/texts/{response}/story");
        text.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Encoding.UTF8.GetString(await coder.GetByteArrayAsync($"/api/surveys/v1/surveys/{project.Survey}/project.qdpx"))
            .ShouldNotContain("sources/");
    }

    [Fact]
    public async Task A_coder_may_see_and_erase_what_leads_to_them_and_their_codings_stay()
    {
        var project = await app.ProjectAsync();
        var who = Guid.NewGuid();
        using var coder = app.Coder(who);
        var response = await app.ResponseAsync(project.Survey, "Nobody asked.");
        var passage = await CodeAsync(coder, project.Survey, response, project.Theme, 0, 6, memo: "Reminds me of Xanthippe");
        await SurveysApp.CreatedAsync(
            coder, $"surveys/{project.Survey}/memos", new { about = "theme", aboutId = project.Theme, text = "Xanthippe said so" });
        (await app.ExportAsync(who))["coding"]!["passages"]!.AsArray().ShouldHaveSingleItem()!["memo"]!.GetValue<string>()
            .ShouldBe("Reminds me of Xanthippe");

        await app.EraseAsync(who);

        (await app.Database.TracesAsync(who.ToString(), "Xanthippe")).ShouldBeEmpty();
        using var colleague = app.Coder();
        (await PassagesAsync(colleague, project, "")).ShouldBe([passage]);
    }

    static async Task<List<Guid>> IdsAsync(HttpClient client, CodedProject project, string query) =>
        [.. (await ReadAsync(client, $"surveys/{project.Survey}/coding/texts{query}")).AsArray()
            .Select(r => r!["responseId"]!.GetValue<Guid>())];

    static async Task<List<Guid>> PassagesAsync(HttpClient client, CodedProject project, string query) =>
        [.. (await ReadAsync(client, $"surveys/{project.Survey}/passages{query}")).AsArray().Select(p => p!["id"]!.GetValue<Guid>())];
}
