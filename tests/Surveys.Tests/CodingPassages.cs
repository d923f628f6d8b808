using System.Net;
using QLab.Surveys.Contracts;
using QLab.Testing;
using static QLab.Surveys.Tests.CodingApp;

namespace QLab.Surveys.Tests;

public sealed class CodingPassages(CodingApp app)
{
    const string Story = "Nobody asked about both pain and mood.";

    [Fact]
    public async Task Is_kept_as_places_and_announced_without_a_word()
    {
        var project = await app.ProjectAsync();
        var response = await app.ResponseAsync(project.Survey, Story);
        using var coder = app.Coder();
        await using var another = await app.AnotherServiceAsync();
        var announced = await another.ListenAsync<PassageCoded>();

        var passage = await CodeAsync(coder, project.Survey, response, project.Theme, 0, 12, memo: "Strong.");

        await Eventually.Equals(1, () => Task.FromResult(announced.Count(e => e.PassageId == passage)));
        var told = announced.Single(e => e.PassageId == passage);
        told.ShouldBe(new(passage, response, project.Survey, project.Id, project.Theme, "story", 0, 12, 1, told.OccurredAt));
        var read = await ReadAsync(coder, $"surveys/{project.Survey}/passages/{passage}");
        (read["quote"]!.GetValue<string>(), read["memo"]!.GetValue<string>(), read["stale"]!.GetValue<bool>()).ShouldBe(("Nobody asked", "Strong.", false));
        (await app.ScalarAsync<long>($"SELECT count(*) FROM passages p WHERE p.id = '{passage}' AND p::text LIKE '%Nobody%'")).ShouldBe(0);
    }

    [Fact]
    public async Task Counts_in_code_points_whatever_the_script()
    {
        var project = await app.ProjectAsync();
        var response = await app.ResponseAsync(project.Survey, "😀 naïve 👩‍👩‍👧 中文");
        using var coder = app.Coder();

        var passage = await CodeAsync(coder, project.Survey, response, project.Theme, 8, 13);

        (await ReadAsync(coder, $"surveys/{project.Survey}/passages/{passage}"))["quote"]!.GetValue<string>().ShouldBe("👩‍👩‍👧");
        (await app.ScalarAsync<string>($"SELECT substring(answers ->> 'story' FROM 9 FOR 5) FROM responses WHERE id = '{response}'")).ShouldBe("👩‍👩‍👧", "PostgreSQL counts as we do");
    }

    [Theory]
    [InlineData(8, 9, "/end", "8 to 13")]
    [InlineData(9, 13, "/start", "8 to 13")]
    [InlineData(12, 11, "/end", "ends after its start")]
    [InlineData(0, 99, "/end", "16 characters")]
    public async Task A_range_that_cuts_a_character_or_leaves_the_text_is_refused(int start, int end, string pointer, string reason)
    {
        var project = await app.ProjectAsync();
        var response = await app.ResponseAsync(project.Survey, "😀 naïve 👩‍👩‍👧 中文");
        using var coder = app.Coder();

        var (status, problem) = await PostAsync(coder, $"surveys/{project.Survey}/responses/{response}/passages", new
        {
            question = "story", start, end, themeId = project.Theme,
        });

        status.ShouldBe(HttpStatusCode.BadRequest);
        problem["errors"]![pointer]![0]!.GetValue<string>().ShouldContain(reason);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM passages WHERE response_id = '{response}'")).ShouldBe(0);
    }

    [Fact]
    public async Task Takes_own_words_and_several_short_answers_as_texts_and_nothing_else()
    {
        var project = await app.ProjectAsync();
        var response = await app.ResponseAsync(
            project.Survey, "", new { reason = new { other = "My sister" }, places = new[] { "the ward", "at home" }, years = 3 });
        using var coder = app.Coder();

        var own = await CodeAsync(coder, project.Survey, response, project.Theme, 3, 9, "reason");
        var second = await CodeAsync(coder, project.Survey, response, project.Theme, 9, 16, "places");

        (await ReadAsync(coder, $"surveys/{project.Survey}/passages/{own}"))["quote"]!.GetValue<string>().ShouldBe("sister");
        (await ReadAsync(coder, $"surveys/{project.Survey}/passages/{second}"))["quote"]!.GetValue<string>().ShouldBe("at home");
        foreach (var question in new[] { "years", "story", "nosuch" })
        {
            var (status, problem) = await PostAsync(coder, $"surveys/{project.Survey}/responses/{response}/passages", new
            {
                question, start = 0, end = 1, themeId = project.Theme,
            });
            (status, problem["type"]!.GetValue<string>()).ShouldBe((HttpStatusCode.Conflict, "urn:qlab:problem:text-not-found"));
        }
    }

    [Fact]
    public async Task A_theme_of_another_project_is_not_known_and_the_same_coding_twice_exists_already()
    {
        var (project, elsewhere) = (await app.ProjectAsync(), await app.ProjectAsync());
        var response = await app.ResponseAsync(project.Survey, Story);
        using var coder = app.Coder();
        using var colleague = app.Coder();
        var passage = await CodeAsync(coder, project.Survey, response, project.Theme, 0, 6);
        var address = $"surveys/{project.Survey}/responses/{response}/passages";

        var (unknown, why) = await PostAsync(coder, address, new { question = "story", start = 0, end = 6, themeId = elsewhere.Theme });
        var (twice, there) = await PostAsync(coder, address, new { question = "story", start = 0, end = 6, themeId = project.Theme });

        (unknown, why["type"]!.GetValue<string>()).ShouldBe((HttpStatusCode.Conflict, "urn:qlab:problem:theme-not-known"));
        (twice, there["existingId"]!.GetValue<Guid>()).ShouldBe((HttpStatusCode.Conflict, passage));
        (await CodeAsync(colleague, project.Survey, response, project.Theme, 0, 6)).ShouldNotBe(
            passage, "a colleague codes for themselves");
    }

    [Fact]
    public async Task Of_two_who_change_the_same_passage_the_second_reads_it_again()
    {
        var project = await app.ProjectAsync();
        var response = await app.ResponseAsync(project.Survey, Story);
        using var coder = app.Coder();
        using var colleague = app.Coder();
        var passage = await CodeAsync(coder, project.Survey, response, project.Theme, 0, 6);
        var address = $"surveys/{project.Survey}/passages/{passage}";
        using var read = await colleague.GetAsync($"/api/surveys/v1/{address}");
        var etag = read.Headers.ETag!.Tag;

        var first = await ChangeAsync(
            coder, HttpMethod.Put, address, new { start = 0, end = 12, themeId = project.Theme, memo = (string?)null }, etag);
        var second = await ChangeAsync(
            colleague, HttpMethod.Put, address, new { start = 7, end = 12, themeId = project.Theme, memo = (string?)null }, etag);
        var removal = await ChangeAsync(colleague, HttpMethod.Delete, address, null, etag);

        (first.Status, second.Status, removal.Status).ShouldBe(
            (HttpStatusCode.OK, HttpStatusCode.PreconditionFailed, HttpStatusCode.PreconditionFailed), first.Body);
        (await ReadAsync(coder, address))["quote"]!.GetValue<string>().ShouldBe("Nobody asked");
    }

    [Fact]
    public async Task Ten_coders_at_once_wait_for_nobody_and_lose_nothing()
    {
        var project = await app.ProjectAsync();
        var response = await app.ResponseAsync(project.Survey, Story);
        var coders = Enumerable.Range(0, 10).Select(_ => app.Coder()).ToList();

        await Task.WhenAll(coders.SelectMany((coder, i) => Enumerable.Range(0, 5).Select(n => CodeAsync(coder, project.Survey, response, project.Theme, n, n + i + 1))));

        (await app.ScalarAsync<long>($"SELECT count(*) FROM passages WHERE response_id = '{response}'")).ShouldBe(50);
        (await app.ScalarAsync<long>($"SELECT count(DISTINCT coder_id) FROM passages WHERE response_id = '{response}'")).ShouldBe(10);
        coders.ForEach(coder => coder.Dispose());
    }

    [Fact]
    public async Task A_memo_goes_only_where_that_is_said()
    {
        var project = await app.ProjectAsync();
        using var coder = app.Coder();
        var response = await app.ResponseAsync(project.Survey, "Nobody asked about both.");
        var address =
            $"surveys/{project.Survey}/passages/{await CodeAsync(coder, project.Survey, response, project.Theme, 0, 12, memo: "Strong.")}";

        var (status, body) = await ChangeAsync(coder, HttpMethod.Put, address, new { start = 0, end = 6, themeId = project.Theme });
        (status, (await ReadAsync(coder, address))["memo"]!.GetValue<string>()).ShouldBe((HttpStatusCode.BadRequest, "Strong."), body);
        body.ShouldContain("memo");
        (await ChangeAsync(coder, HttpMethod.Put, address, new
        {
            start = 0, end = 6, themeId = project.Theme, memo = (string?)null,
        })).Status.ShouldBe(HttpStatusCode.OK);
        (await ReadAsync(coder, address))["memo"].ShouldBeNull();
    }

    [Fact]
    public async Task A_memo_alone_is_no_news_for_others_and_a_removal_is()
    {
        var project = await app.ProjectAsync();
        var response = await app.ResponseAsync(project.Survey, Story);
        using var coder = app.Coder();
        await using var another = await app.AnotherServiceAsync();
        var coded = await another.ListenAsync<PassageCoded>();
        var uncoded = await another.ListenAsync<PassageUncoded>();
        var passage = await CodeAsync(coder, project.Survey, response, project.Theme, 0, 6);
        var address = $"surveys/{project.Survey}/passages/{passage}";

        (await ChangeAsync(coder, HttpMethod.Put, address, new
        {
            start = 0, end = 6, themeId = project.Theme, memo = "Hm.",
        })).Status.ShouldBe(HttpStatusCode.OK);
        (await ChangeAsync(coder, HttpMethod.Delete, address, null)).Status.ShouldBe(HttpStatusCode.NoContent);

        await Eventually.Equals(1, () => Task.FromResult(uncoded.Count(e => e.PassageId == passage)));
        uncoded.Single(e => e.PassageId == passage).Version.ShouldBe(2);
        coded.Count(e => e.PassageId == passage).ShouldBe(1);
        using var gone = await coder.GetAsync($"/api/surveys/v1/{address}");
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Is_closed_to_whoever_is_bound_to_an_organisation()
    {
        var project = await app.ProjectAsync();
        using var bound = app.Client(SurveysApp.AllScopes, organisation: Guid.NewGuid());
        using var reading = await bound.GetAsync($"/api/surveys/v1/surveys/{project.Survey}/passages");
        reading.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
