using System.Reflection;
using QLab.Contributions;
using QLab.Participants.Contracts;
using QLab.Surveys.Contracts;
using QLab.Testing;
using static QLab.Publications.Tests.PublicationsApp;

namespace QLab.Publications.Tests;

public sealed class KeepingContributions(PublicationsApp app)
{
    static readonly DateTimeOffset Day = new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Of_a_service_that_does_not_exist_today_are_followed_and_counted_in_its_own_words()
    {
        using var staff = app.Client(AllScopes);
        using var anybody = app.Anonymous();
        var project = await app.KnownProjectAsync();
        Guid[] interviews = [.. Enumerable.Range(0, 9).Select(_ => Guid.NewGuid())];
        await using var newcomer = await app.AnotherServiceAsync();
        foreach (var id in interviews)
            await newcomer.PublishAsync(new ContributionGiven(id, project, null, "interviews", Guid.NewGuid(), "peerInterview", "an interview among peers", "peer interview", 1, Day, ["research"]));
        await app.ArrivedAsync(interviews);
        var theme = await app.ThemeAsync(staff, project, "T1");
        foreach (var id in interviews) await CreatedAsync(staff, $"themes/{theme}/evidence", new { contributionId = id });
        var essay = await app.EssayAsync(staff, project, "peers", await app.InsightAsync(staff, project, theme));

        var followed = await ReadAsync(anybody, $"lineage/contributions/{interviews[0]}");
        (followed["kind"]!.GetValue<string>(), followed["outcome"]!.GetValue<string>()).ShouldBe(
            ("peerInterview", "used in version 1 of “Listening first”"));
        followed["summary"]!.GetValue<string>()
            .ShouldStartWith("An interview among peers, given on 2 November 2026, is evidence for “Being believed”.");
        var behind = await ReadAsync(anybody, $"lineage/publications/{essay}");
        behind["contributions"]!.ToJsonString().ShouldBe("""[{"kind":"peerInterview","count":9}]""");
        behind["summary"]!.GetValue<string>().ShouldEndWith("Behind them lie 9 peer interviews.");
    }

    [Theory]
    [InlineData("G1 G1 W2 W2", true)]
    [InlineData("W2 G1 G1", true)]
    [InlineData("G3 W2 G1 W2", false)]
    public async Task Of_several_versions_the_highest_counts_in_any_order_and_more_than_once(string told, bool removed)
    {
        await using var others = await app.AnotherServiceAsync();
        var (project, id, who) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        foreach (var news in told.Split(' '))
        {
            var version = news[1] - '0';
            await app.HandledAsync(news[0] == 'G'
                ? await others.PublishAsync(new ContributionGiven(id, project, who, "interviews", project, "interview", $"an interview {version}", "interview", version, Day))
                : await others.PublishAsync(new ContributionWithdrawn(id, project, "interviews", "interview", version, Day.AddDays(1))));
        }
        (await app.ScalarAsync<bool>($"SELECT removed_at IS NOT NULL FROM contributions WHERE id = '{id}'")).ShouldBe(removed);
        if (!removed)
            (await app.ScalarAsync<string>($"SELECT concat_ws(' ', label, version, participant_id = '{who}', given_at = '{Day:O}') FROM contributions WHERE id = '{id}'"))
                .ShouldBe("an interview 3 3 t t");
    }

    [Fact]
    public async Task What_an_earlier_release_left_in_its_queues_is_not_lost_and_nothing_new_comes_there()
    {
        var (project, left, told, post) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await using var earlier = await app.AnotherServiceAsync();
        await earlier.PublishAsync(new ResponseSubmitted(told, Guid.NewGuid(), project, null, Day));
        await app.HandledAsync(await earlier.LeaveAsync(
            "publications.keep-contribution-when-response-submitted", new ResponseSubmitted(left, Guid.NewGuid(), project, null, Day)));
        await app.HandledAsync(
            await earlier.LeaveAsync("publications.drop-contribution-when-post-removed", new PostRemoved(project, post, 4, "hidden", Day)));
        await app.HandledAsync(await earlier.PublishAsync(Response(left, project, null, Day)));

        (await app.ScalarAsync<string>($"SELECT string_agg(concat_ws(' ', kind, version, removed_at IS NULL), ', ' ORDER BY kind) FROM contributions WHERE project_id = '{project}'"))
            .ShouldBe("groupPost 4 f, surveyResponse 1 t");
    }

    [Fact]
    public async Task Kept_before_they_brought_their_own_words_they_read_as_they_did()
    {
        await using var connection = await app.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await RunAsync("CREATE SCHEMA before; SET LOCAL search_path = before");
        foreach (var migration in Migrations().Where(name => string.CompareOrdinal(name, "0007") < 0)) await RunAsync(Text(migration));
        await RunAsync("""
            INSERT INTO contributions (id, kind, project_id, service, origin_id, given_at, version, removed_at)
            SELECT gen_random_uuid(), kind, gen_random_uuid(), 'any', gen_random_uuid(), now(), version, removed_at
            FROM (VALUES ('SurveyResponse', 0, NULL), ('SurveyResponse', 1, now()), ('WorkshopNote', 0, NULL), ('Learning', 0, NULL), ('GroupPost', 3, NULL)) AS kept (kind, version, removed_at)
            """);
        foreach (var migration in Migrations().Where(name => string.CompareOrdinal(name, "0007") >= 0 && string.CompareOrdinal(name, "0012") < 0))
            await RunAsync(Text(migration));

        await using var read = new Npgsql.NpgsqlCommand(
            "SELECT string_agg(concat_ws('|', kind, label, noun, version), E'\n' ORDER BY kind, version) FROM contributions", connection);
        ((string)(await read.ExecuteScalarAsync())!).ShouldBe("""
            groupPost|a post in the online group|group post|3
            learning|a test team's learning|test team learning|1
            surveyResponse|a survey response|survey response|1
            surveyResponse|a survey response|survey response|2
            workshopNote|a workshop note|workshop note|1
            """.ReplaceLineEndings("\n"));

        async Task RunAsync(string sql)
        {
            await using var command = new Npgsql.NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    static Assembly Service => typeof(PublicationsDb).Assembly;

    static IEnumerable<string> Migrations() =>
        Service.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    static string Text(string migration)
    {
        using var reader = new StreamReader(Service.GetManifestResourceStream(migration)!);
        return reader.ReadToEnd();
    }
}
