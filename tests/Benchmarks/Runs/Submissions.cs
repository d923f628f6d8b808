using Npgsql;
using NpgsqlTypes;
using QLab.Benchmarks.Load;
using QLab.Benchmarks.Measured;
using QLab.Testing;

namespace QLab.Benchmarks.Runs;

/// <summary>What the service and the gateway cost beside the insert that nobody can do without.</summary>
static class Submissions
{
    public static async Task Run(Settings settings)
    {
        await using var issuer = await TokenIssuer.StartAsync();
        await using var stage = await Stage.WithSurveysAsync(TokenIssuer.Issuer, issuer.Jwks);
        var surveyId = await SurveyToAnswer.OpenAsync(stage, issuer);
        await MakeBareTables(stage.SurveysDb);
        using var direct = new Submitter(stage.Surveys, surveyId, settings.Connections);
        using var through = new Submitter(stage.Gateway, surveyId, settings.Connections);

        (string Name, Func<int, Task> Act)[] ways =
        [
            ("bare Npgsql insert of the document", _ => Bare(stage.SurveysDb, surveyId, Document)),
            ("bare Npgsql, document and outbox row in one statement", _ => Bare(stage.SurveysDb, surveyId, DocumentAndEvent)),
            ("surveys service, directly", _ => direct.SubmitAsync()),
            ("surveys service, through the gateway", _ => through.SubmitAsync()),
        ];
        foreach (var way in ways) await Generator.WarmUpAsync(settings.Connections, 6_000, way.Act);

        var samples = ways.ToDictionary(way => way.Name, _ => new List<Sample>());
        for (var round = 0; round < settings.Rounds; round++)
        {
            foreach (var way in ways.Skip(round % ways.Length).Concat(ways.Take(round % ways.Length)))
            {
                await OutboxIsEmpty(stage.SurveysDb);
                samples[way.Name].Add(await Generator.ClosedLoopAsync(settings.Connections, settings.Duration, way.Act));
            }
        }
        Print(settings, ways[0].Name, ways[2].Name, samples);
    }

    static void Print(Settings settings, string bare, string direct, Dictionary<string, List<Sample>> samples)
    {
        var table = new Table($"Submitting a response: {settings.Connections} connections, medians of {settings.Rounds} interleaved rounds of {settings.Seconds} s",
            "way", "a second", "against bare", "against direct", "p50 ms", "p99 ms", "failed");
        foreach (var (name, rounds) in samples)
        {
            table.Add(name, Table.Number(Figures.Median(rounds.Select(s => s.PerSecond))), RatioTo(bare), RatioTo(direct),
                Table.Number(Figures.Median(rounds.Select(s => s.Percentile(0.5)))), Table.Number(Figures.Median(rounds.Select(s => s.Percentile(0.99)))),
                $"{rounds.Sum(s => s.Failed)}");

            string RatioTo(string other) => Table.Ratio(Figures.Median(rounds.Zip(samples[other], (mine, its) => mine.PerSecond / its.PerSecond)));
        }
        table.Print();
        foreach (var failure in samples.Values.SelectMany(s => s).SelectMany(s => s.Failures).DistinctBy(f => f.Key)) Console.WriteLine($"failed: {failure.Key}");
    }

    const string Document = "INSERT INTO bare_responses (id, survey_id, answers, submitted_at) VALUES ($1, $2, $3, $4)";

    const string DocumentAndEvent = """
        WITH response AS (INSERT INTO bare_responses (id, survey_id, answers, submitted_at) VALUES ($1, $2, $3, $4) RETURNING id)
        INSERT INTO bare_outbox (message_id, type, body, occurred_at)
        SELECT id, 'QLab.Surveys.Contracts.ResponseSubmitted, QLab.Surveys.Contracts',
            '{"ResponseId":"00000000-0000-0000-0000-000000000000","SurveyId":"00000000-0000-0000-0000-000000000000"}', $4 FROM response
        """;

    static async Task Bare(NpgsqlDataSource db, Guid surveyId, string sql)
    {
        await using var insert = db.CreateCommand(sql);
        insert.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = Guid.CreateVersion7() }, new() { Value = surveyId },
            new() { Value = Submitter.Answers, NpgsqlDbType = NpgsqlDbType.Jsonb }, new() { Value = DateTime.UtcNow },
        });
        await insert.ExecuteNonQueryAsync();
    }

    static async Task MakeBareTables(NpgsqlDataSource db)
    {
        await using var make = db.CreateCommand("""
            CREATE TABLE bare_responses (LIKE responses INCLUDING ALL, FOREIGN KEY (survey_id) REFERENCES surveys (id));
            CREATE TABLE bare_outbox (LIKE outbox INCLUDING ALL);
            """);
        await make.ExecuteNonQueryAsync();
    }

    public static Task OutboxIsEmpty(NpgsqlDataSource db) => Eventually.Equals(0L, async () =>
    {
        await using var count = db.CreateCommand("SELECT count(*) FROM outbox");
        return (long)(await count.ExecuteScalarAsync())!;
    }, TimeSpan.FromMinutes(3));
}
