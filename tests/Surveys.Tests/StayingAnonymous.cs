using System.Globalization;
using Npgsql;
using QLab.Contributions;
using QLab.Surveys.Contracts;
using QLab.Testing;
using static QLab.Surveys.Tests.Answering;

namespace QLab.Surveys.Tests;

/// <summary>Somebody who may read the whole database, and its row headers, looks for a way from an answer to a person.</summary>
public sealed class StayingAnonymous(SurveysApp app)
{
    static readonly string[] AboutPeople = ["invitations", "ballots", "ballot_tokens", "participants", "saved_answers"];

    [Fact]
    public async Task Nothing_in_the_database_joins_an_answer_to_an_invitation()
    {
        var survey = await app.OpenSurveyAsync(more: new { access = "invited", amendable = true });
        var invited = await app.InvitedAsync(survey, 24);
        await using var others = await app.AnotherServiceAsync();
        var (heard, given) = (await others.ListenAsync<ResponseSubmitted>(), await others.ListenAsync<ContributionGiven>());
        var before = await RowsAsync("invitations");
        var (ballots, tokens) = (await RowsAsync("ballots"), await RowsAsync("ballot_tokens"));
        using var respondent = app.Anonymous();

        foreach (var (_, code) in invited.Take(16).OrderBy(i => i.Code, StringComparer.Ordinal))
        {
            respondent.DefaultRequestHeaders.Remove("Idempotency-Key");
            respondent.DefaultRequestHeaders.Add("Idempotency-Key", $"\"{Guid.NewGuid()}\"");
            await SubmittedAsync(respondent, survey, new { answers = Answers(), invitationCode = code });
        }
        await Eventually.Equals(16, () => Task.FromResult(heard.Count(e => e.SurveyId == survey)));
        await Eventually.Equals(0L, () => app.ScalarAsync<long>("SELECT count(*) FROM outbox"));

        (await RowsAsync("invitations")).ShouldBe(
            before, "an invitation looks the same, place and version of its row included, whether it was used or not");
        (await RowsAsync("ballots")).ShouldBeSubsetOf(ballots, "what is left was not touched");
        (await RowsAsync("ballot_tokens")).ShouldBeSubsetOf(tokens);
        heard.Where(e => e.SurveyId == survey).ShouldAllBe(e => e.ParticipantId == null && e.OccurredAt.TimeOfDay == TimeSpan.Zero);
        await Eventually.Equals(16, () => Task.FromResult(given.Count(e => e.OriginId == survey)));
        given.Where(e => e.OriginId == survey).ShouldAllBe(e => e.ParticipantId == null && e.OccurredAt.TimeOfDay == TimeSpan.Zero);
    }

    [Fact]
    public async Task No_value_of_a_response_stands_where_people_are()
    {
        var survey = await app.OpenSurveyAsync(more: new { access = "invited" });
        var invited = await app.InvitedAsync(survey, 12);
        using var respondent = app.Anonymous();
        foreach (var (_, code) in invited.Take(9))
            await SubmittedAsync(respondent, survey, new { answers = Answers(), invitationCode = code });

        var people = new Dictionary<string, HashSet<string>>();
        foreach (var table in AboutPeople)
            foreach (var (column, values) in await ColumnsAsync(table, survey)) people[$"{table}.{column}"] = values;
        var shared =
            from ours in await ColumnsAsync("responses", survey)
            from theirs in people
            where CountedBy(ours.Key) == CountedBy(theirs.Key)
            let common = ours.Value.Intersect(theirs.Value).Where(value => value != survey.ToString()).ToList()
            where common.Count > 0
            select $"responses.{ours.Key} and {theirs.Key} share {common[0]}";

        shared.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_time_of_a_response_is_finer_than_a_day()
    {
        var survey = await app.OpenSurveyAsync();
        using var respondent = app.Anonymous();
        var submitted = await SubmittedAsync(respondent, survey, new { answers = Answers() });
        foreach (var column in await TimesAsync("responses"))
            (await app.ScalarAsync<bool>($"SELECT bool_and({column} AT TIME ZONE 'UTC' = date_trunc('day', {column} AT TIME ZONE 'UTC')) FROM responses WHERE survey_id = '{survey}'")).ShouldBeTrue(column);
        DateTimeOffset.Parse(submitted["submittedAt"]!.GetValue<string>(), CultureInfo.InvariantCulture).TimeOfDay.ShouldBe(TimeSpan.Zero);
        submitted["id"]!.GetValue<Guid>().Version.ShouldBe(8, "an id that begins with a time would be one");
    }

    [Fact]
    public async Task No_tally_says_when_the_first_response_came()
    {
        var survey = await app.OpenSurveyAsync();
        using var respondent = app.Anonymous();
        await SubmittedAsync(respondent, survey, new { answers = Answers() });
        await Eventually.Equals(1L, () => app.ScalarAsync<long>($"SELECT count(*) FROM tallies WHERE survey_id = '{survey}'"));

        (await app.ScalarAsync<Guid>($"SELECT id FROM tallies WHERE survey_id = '{survey}'")).Version.ShouldBe(4);
        (await app.ScalarAsync<DateTime>($"SELECT used_at FROM tallies WHERE survey_id = '{survey}'")).TimeOfDay.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task No_ETag_tells_which_response_came_before_which()
    {
        var survey = await app.OpenSurveyAsync();
        using var respondent = app.Anonymous();
        var (submitted, saved) = (new List<long>(), new List<long>());
        for (var i = 0; i < 8; i++)
        {
            var receipt = (await SubmittedAsync(respondent, survey, new { answers = Answers() }))["receiptCode"]!.GetValue<string>();
            using var own = await OwnAsync(respondent, HttpMethod.Get, survey, receipt);
            submitted.Add(VersionIn(own));
            using var unfinished = await SavedAsync(respondent, HttpMethod.Post, survey, null, new { answers = Answers() });
            saved.Add(VersionIn(unfinished));
        }
        submitted.SequenceEqual(submitted.Order()).ShouldBeFalse();
        saved.SequenceEqual(saved.Order()).ShouldBeFalse();

        static long VersionIn(HttpResponseMessage answer) =>
            long.Parse(answer.Headers.ETag!.Tag.Trim('"').Split('-')[0], CultureInfo.InvariantCulture);
    }

    /// <summary>Every row with its place, its version and all it holds.</summary>
    async Task<List<string>> RowsAsync(string table) =>
        await TextsAsync($"SELECT t.ctid || ' ' || t.xmin || ' ' || t.xmax || ' ' || t::text FROM {table} AS t ORDER BY 1");

    /// <summary>What stands in each column of a survey's rows; the transaction that wrote a row counts as a column.</summary>
    async Task<Dictionary<string, HashSet<string>>> ColumnsAsync(string table, Guid survey)
    {
        var where = table switch
        {
            "ballot_tokens" => $"WHERE ballot_id IN (SELECT id FROM ballots WHERE survey_id = '{survey}')",
            "participants" => "",
            _ => $"WHERE survey_id = '{survey}'",
        };
        var columns = new Dictionary<string, HashSet<string>>();
        foreach (var column in (await TextsAsync($"SELECT column_name::text FROM information_schema.columns WHERE table_name = '{table}' AND data_type NOT IN ('boolean', 'ARRAY', 'jsonb') AND column_name <> 'language'")).Append("xmin"))
            columns[column] = [.. await TextsAsync($"SELECT DISTINCT {column}::text FROM {table} {where}")];
        return columns;
    }

    /// <summary>Transactions, changes and invitations are numbered apart: a counter that has reached the same number joins nothing.</summary>
    static string? CountedBy(string column) =>
        new[] { "xmin", "position", "number" }.FirstOrDefault(counter => column.EndsWith(counter, StringComparison.Ordinal));

    Task<List<string>> TimesAsync(string table) =>
        TextsAsync(
            $"SELECT column_name::text FROM information_schema.columns WHERE table_name = '{table}' AND data_type LIKE 'timestamp%'");

    async Task<List<string>> TextsAsync(string sql)
    {
        await using var command = app.Database.CreateCommand(sql);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync())
            if (!reader.IsDBNull(0)) texts.Add(reader.GetString(0));
        return texts;
    }
}
