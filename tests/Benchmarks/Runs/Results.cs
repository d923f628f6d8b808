using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using QLab.Benchmarks.Load;
using QLab.Benchmarks.Measured;
using QLab.Testing;

namespace QLab.Benchmarks.Runs;

/// <summary>A survey's summary with a thousand to a million responses held, against asking the responses themselves.</summary>
static class Results
{
    static readonly int[] Sizes = [1_000, 10_000, 100_000, 1_000_000];
    const int Readings = 200;

    const string Naive = """
        SELECT key, CASE WHEN key = 'years' THEN NULL ELSE value END, count(*), avg(CASE WHEN key = 'years' THEN value::numeric END)
        FROM responses, jsonb_each(answers) WHERE survey_id = $1 AND NOT withdrawn AND key <> 'story' GROUP BY 1, 2
        """;

    public static async Task Run(Settings settings)
    {
        await using var issuer = await TokenIssuer.StartAsync();
        await using var stage = await Stage.WithSurveysAsync(TokenIssuer.Issuer, issuer.Jwks);
        using var staff = new HttpClient { BaseAddress = new(stage.Surveys) };
        staff.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Token("surveys:read"));

        var held = new List<Held>();
        foreach (var size in Sizes) held.Add(await FillAsync(stage, issuer, size));
        for (var read = 0; read < Readings; read++)
            foreach (var survey in held) await ReadAsync(staff, survey);
        for (var round = 0; round < settings.Rounds; round++)
        {
            // One reading of each in turn: a disturbance meets all of them.
            for (var read = 0; read < Readings; read++)
                foreach (var survey in held) survey.Summaries.Add(await ReadAsync(staff, survey));
            foreach (var survey in held) survey.Naive.Add(await AskResponsesAsync(stage.SurveysDb, survey));
        }
        Print(settings, held);
    }

    static async Task<Held> FillAsync(Stage stage, TokenIssuer issuer, int size)
    {
        var survey = await SurveyToAnswer.OpenAsync(stage, issuer);
        await using (var connection = await stage.SurveysDb.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            // As every writer of responses does.
            await using (var wait = new NpgsqlCommand($"SELECT pg_advisory_xact_lock_shared({0x514C6162_0001})", connection, transaction))
                await wait.ExecuteNonQueryAsync();
            await using var writer = await connection.BeginBinaryImportAsync(
                "COPY responses (id, survey_id, language, perspectives, answers, submitted_at, withdrawn) FROM STDIN (FORMAT binary)");
            var random = new Random(size);
            for (var i = 0; i < size; i++)
            {
                await writer.StartRowAsync();
                await writer.WriteAsync(Guid.NewGuid(), NpgsqlDbType.Uuid);
                await writer.WriteAsync(survey, NpgsqlDbType.Uuid);
                await writer.WriteAsync("en", NpgsqlDbType.Text);
                await writer.WriteAsync(Array.Empty<string>(), NpgsqlDbType.Array | NpgsqlDbType.Text);
                await writer.WriteAsync(Answers(random), NpgsqlDbType.Jsonb);
                await writer.WriteAsync(new DateTime(2018, 9, 3, 0, 0, 0, DateTimeKind.Utc), NpgsqlDbType.TimestampTz);
                await writer.WriteAsync(false, NpgsqlDbType.Boolean);
            }
            await writer.CompleteAsync();
            await writer.CloseAsync();
            await transaction.CommitAsync();
        }
        var filled = Stopwatch.GetTimestamp();
        await Eventually.Equals((long)size, () => FoldedAsync(stage.SurveysDb, survey), TimeSpan.FromMinutes(10));
        return new(survey, size, Stopwatch.GetElapsedTime(filled));
    }

    static async Task<long> FoldedAsync(NpgsqlDataSource db, Guid survey)
    {
        await using var command = db.CreateCommand(
            "SELECT coalesce(max((state -> 'all' ->> 'responses')::bigint), 0) FROM tallies WHERE survey_id = $1 AND query = ''");
        command.Parameters.Add(new() { Value = survey });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    static async Task<double> ReadAsync(HttpClient staff, Held survey)
    {
        var started = Stopwatch.GetTimestamp();
        var json = await staff.GetStringAsync($"/api/surveys/v1/surveys/{survey.Survey}/results");
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return json.Contains($"\"responses\":{survey.Size},", StringComparison.Ordinal)
            ? elapsed
            : throw new InvalidOperationException(json);
    }

    static async Task<double> AskResponsesAsync(NpgsqlDataSource db, Held survey)
    {
        await using var command = db.CreateCommand(Naive);
        command.CommandTimeout = 600;
        command.Parameters.Add(new() { Value = survey.Survey });
        var started = Stopwatch.GetTimestamp();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) continue;
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    static string Answers(Random random)
    {
        var answers = new StringBuilder("{");
        answers.Append(random.Next(2) == 0 ? "\"role\":\"lived\"" : "\"role\":\"work\"");
        answers.Append(
            random.Next(3) switch { 0 => ",\"topics\":[\"pain\"]", 1 => ",\"topics\":[\"mood\"]", _ => ",\"topics\":[\"pain\",\"mood\"]" });
        answers.Append(
            random.Next(3) switch { 0 => ",\"listened\":\"never\"", 1 => ",\"listened\":\"sometimes\"", _ => ",\"listened\":\"always\"" });
        answers.Append(System.Globalization.CultureInfo.InvariantCulture, $",\"years\":{random.Next(101)}");
        return answers.Append(",\"story\":\"It took four years until somebody asked about both at once, and then it was a volunteer who did.\"}").ToString();
    }

    static void Print(Settings settings, List<Held> held)
    {
        var table = new Table($"The summary of a survey: medians of {settings.Rounds} rounds of {Readings} readings in turns",
            "responses", "p50 ms", "p99 ms", "against 1,000", "responses asked themselves, ms", "from the last insert to the tally, s",
            "folded in a second");
        var atAThousand = Load.Figures.Median(held[0].Summaries);
        foreach (var survey in held)
            table.Add(Table.Number(survey.Size), Milliseconds(Load.Figures.Median(survey.Summaries)), Milliseconds(Load.Figures.Percentile(survey.Summaries, 0.99)),
                Table.Ratio(Load.Figures.Median(survey.Summaries) / atAThousand), Table.Number(Load.Figures.Median(survey.Naive)),
                Table.Number(survey.Folding.TotalSeconds), Table.Number(survey.Size / survey.Folding.TotalSeconds));
        table.Print();

        static string Milliseconds(double value) => Table.Ratio(value);
    }

    sealed record Held(Guid Survey, int Size, TimeSpan Folding)
    {
        public List<double> Summaries { get; } = [];

        public List<double> Naive { get; } = [];
    }
}
