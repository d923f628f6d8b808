using System.Net;

namespace QLab.Surveys.Tests;

/// <summary>
/// Somebody who has the files of the database, dead rows and write-ahead log included, looks for a way from an anonymous response to the
/// invitation that it used.
/// </summary>
public sealed class ReadingTheFiles(SurveysApp app) : IClassFixture<SurveysApp>
{
    const int Few = 7;
    static readonly string[] AboutBallots = ["ballots", "ballot_tokens"], AboutPeople = ["invitations", "participants"];

    [Fact]
    public async Task Row_headers_lead_from_no_response_to_an_invitation()
    {
        await using var files = await DatabaseFiles.OpenAsync(app.Database);
        var (survey, before, _) = await AnsweredAsync(files);
        List<LyingRow> around = [.. before, .. await AroundAsync(files)];
        var responses = (await files.RowsAsync("responses")).Where(row => row.Holds(survey.Id)).ToList();

        responses.Count.ShouldBe(17);
        foreach (var response in responses)
            Reached(around.Where(row => row.WrittenBy == response.WrittenBy || row.TouchedBy == response.WrittenBy), around, survey)
                .ShouldBeEmpty();
    }

    [Fact]
    public async Task The_write_ahead_log_leads_from_no_response_to_an_invitation()
    {
        await using var files = await DatabaseFiles.OpenAsync(app.Database);
        var (survey, before, since) = await AnsweredAsync(files);
        List<LyingRow> around = [.. before, .. await AroundAsync(files)];
        var responses = (await files.RowsAsync("responses")).Where(row => row.Holds(survey.Id)).Select(row => row.Place).ToHashSet();
        var log = await files.LogAsync(since, [.. AboutBallots, .. AboutPeople, "responses"]);

        var answering = log.Where(tx => tx.Any(row => row.Table == "responses" && responses.Contains(row.Place))).ToList();

        answering.SelectMany(tx => tx).Where(row => row.Table == "ballots").Distinct().Count().ShouldBe(17, "each response used a ballot");
        foreach (var tx in answering)
        {
            var touched = tx.ToHashSet();
            Reached(around.Where(row => touched.Contains((row.Table, row.Place))), around, survey).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task What_was_told_of_a_response_names_nobody()
    {
        await using var files = await DatabaseFiles.OpenAsync(app.Database);
        var (survey, _, _) = await AnsweredAsync(files);
        var invited = (await survey.ReadAsync("invitations")).AsArray().Select(i => i!["participantId"]!.GetValue<Guid>()).ToList();
        var responses = (await files.RowsAsync("responses")).Where(row => row.Holds(survey.Id)).Select(row => row.WrittenBy).ToHashSet();

        var told = (await files.RowsAsync("outbox")).Where(row => responses.Contains(row.WrittenBy)).ToList();

        told.ShouldContain(row => row.Says(survey.Id));
        told.ShouldNotContain(row => invited.Any(row.Says));
    }

    [Theory]
    [InlineData("archive_mode", "off")]
    [InlineData("archive_timeout", "5min")]
    [InlineData("checkpoint_timeout", "5min")]
    [InlineData("wal_keep_size", "0")]
    [InlineData("wal_recycle", "off")]
    public async Task The_log_is_ended_and_removed_within_minutes(string setting, string value) =>
        (await app.ScalarAsync<string>($"SELECT current_setting('{setting}')")).ShouldBe(value);

    /// <summary>Twenty are invited together and one more alone, and most of them answer, one after the other.</summary>
    async Task<(InvitedSurvey Survey, List<LyingRow> Before, string Since)> AnsweredAsync(DatabaseFiles files)
    {
        var since = await files.EndOfLogAsync();
        var survey = await InvitedSurvey.OpenAsync(app);
        var together = await survey.CodesAsync(await survey.JoinedAsync(20));
        var alone = await survey.CodesAsync(await survey.JoinedAsync(1));
        var before = await AroundAsync(files);
        foreach (var code in together.Values.Take(16).Concat(alone.Values).Order(StringComparer.Ordinal))
            (await survey.AnswerAsync(code)).ShouldBe(HttpStatusCode.Created);
        return (survey, before, since);
    }

    static async Task<List<LyingRow>> AroundAsync(DatabaseFiles files)
    {
        var rows = new List<LyingRow>();
        foreach (var table in (string[])[.. AboutBallots, .. AboutPeople, "saved_answers"]) rows.AddRange(await files.RowsAsync(table));
        return rows;
    }

    /// <summary>
    /// Which rows about people one comes to from the rows that a transaction touched: by a value that stands in both, or because one
    /// transaction wrote both, and no more than a few ballots.
    /// </summary>
    static List<LyingRow> Reached(IEnumerable<LyingRow> touched, List<LyingRow> around, InvitedSurvey survey)
    {
        var ballots = around.Where(row => row.Table == "ballots")
            .Select(row => (row.Place, row.WrittenBy)).Distinct().ToLookup(row => row.WrittenBy);
        var (reached, queue) = (new HashSet<LyingRow>(), new Queue<LyingRow>(touched));
        while (queue.TryDequeue(out var row))
        {
            if (!reached.Add(row) || AboutPeople.Contains(row.Table)) continue;
            foreach (var next in around.Where(other => !reached.Contains(other)))
                if (next.SharesAValueWith(row, [survey.Id, survey.Project]) || WrittenTogether(next, row)) queue.Enqueue(next);
        }
        return [.. reached.Where(row => AboutPeople.Contains(row.Table))];

        bool WrittenTogether(LyingRow one, LyingRow other) => one.WrittenBy == other.WrittenBy && ballots[one.WrittenBy].Count() <= Few;
    }
}
