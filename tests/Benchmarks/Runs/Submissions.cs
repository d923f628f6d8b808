using Npgsql;
using QLab.Benchmarks.Load;
using QLab.Benchmarks.Measured;
using QLab.Testing;

namespace QLab.Benchmarks.Runs;

/// <summary>
/// What the service and the gateway cost beside an endpoint that only inserts, and how that stays when a million responses are held.
/// </summary>
static class Submissions
{
    const string Minimal = "minimal endpoint, raw Npgsql", Service = "surveys service, directly", Gateway =
        "surveys service, through the gateway", Proxy = "surveys service, through YARP alone", Bench = "pgbench, the insert alone";

    public static async Task Run(Settings settings)
    {
        await using var issuer = await TokenIssuer.StartAsync();
        await using var stage = await Stage.WithSurveysAsync(TokenIssuer.Issuer, issuer.Jwks);
        var surveyId = await SurveyToAnswer.OpenAsync(stage, issuer);
        await ExecuteAsync(stage.SurveysDb, """
            CREATE TABLE bare_responses (LIKE responses INCLUDING ALL, FOREIGN KEY (survey_id) REFERENCES surveys (id));
            CREATE TABLE bare_outbox (LIKE outbox INCLUDING ALL);
            """);
        await using var minimal = await OwnProcess.StartAsync(MinimalEndpoint.Command, stage.SurveysConnection);
        await using var proxy = await OwnProcess.StartAsync(BareProxy.Command, stage.Surveys);

        foreach (var connections in (int[])[settings.Connections, 16])
            await CompareAsync(stage, minimal, proxy, surveyId, settings with { Connections = connections }, $"{connections} connections", [Minimal, Service, Gateway, Proxy, Bench]);

        var rows = settings.Held;
        if (rows == 0) return;
        await ExecuteAsync(stage.SurveysDb, $"""
            INSERT INTO responses (id, survey_id, language, perspectives, answers, submitted_at, withdrawn, consents, contribution_version, consents_told)
            SELECT gen_random_uuid(), '{surveyId}', 'en', '{"{}"}', jsonb_set('{Submitter.Answers.Replace("'", "''")}', '{"{years}"}', to_jsonb(n % 80)), now(), false, '{"{research}"}', 1, true FROM generate_series(1, {rows}) AS n
            """);
        await ExecuteAsync(stage.SurveysDb, "VACUUM ANALYZE responses");
        await CompareAsync(
            stage, minimal, proxy, surveyId, settings, $"{settings.Connections} connections, {rows:N0} responses held", [Minimal, Service]);
    }

    static async Task CompareAsync(
        Stage stage, OwnProcess minimal, OwnProcess proxy, Guid surveyId, Settings settings, string title, string[] names)
    {
        using var bare = new Submitter(minimal.Address, surveyId, settings.Connections);
        using var direct = new Submitter(stage.Surveys, surveyId, settings.Connections);
        using var through = new Submitter(stage.Gateway, surveyId, settings.Connections);
        using var proxied = new Submitter(proxy.Address, surveyId, settings.Connections);
        var ways = new Dictionary<string, Func<Task<Sample>>>
        {
            [Minimal] = () => LoopAsync(bare, minimal.Started), [Service] = () => LoopAsync(direct, stage.SurveysProcess),
            [Gateway] = () => LoopAsync(through, stage.GatewayProcess), [Proxy] = () => LoopAsync(proxied, proxy.Started),
            [Bench] = async () => Sample.OfRate(await Pgbench.PerSecondAsync(stage.SurveysConnection, surveyId, settings.Connections, settings.Duration)),
        };
        foreach (var submitter in (Submitter[])[bare, direct, through, proxied])
            await Generator.WarmUpAsync(settings.Connections, 6_000, _ => submitter.SubmitAsync());

        var samples = names.ToDictionary(name => name, _ => new List<Sample>());
        for (var round = 0; round < settings.Rounds; round++)
            foreach (var name in names.Skip(round % names.Length).Concat(names.Take(round % names.Length)))
            {
                await OutboxIsEmpty(stage.SurveysDb);
                samples[name].Add(await ways[name]());
            }
        Print(settings, title, samples);

        async Task<Sample> LoopAsync(Submitter submitter, Started process)
        {
            var before = process.Cpu();
            var sample = await Generator.ClosedLoopAsync(settings.Connections, settings.Duration, _ => submitter.SubmitAsync());
            return sample with { Cpu = process.Cpu() - before };
        }
    }

    static void Print(Settings settings, string title, Dictionary<string, List<Sample>> samples)
    {
        var table = new Table($"Submitting a response: {title}, medians of {settings.Rounds} interleaved rounds of {settings.Seconds} s",
            "way", "a second", "against minimal", "against direct", "p50 ms", "p99 ms", "its process's CPU a response, µs", "failed");
        foreach (var (name, rounds) in samples)
        {
            table.Add(name, Table.Number(Figures.Median(rounds.Select(s => s.PerSecond))), RatioTo(Minimal), RatioTo(Service),
                Table.Number(Figures.Median(rounds.Select(s => s.Percentile(0.5)))),
                Table.Number(Figures.Median(rounds.Select(s => s.Percentile(0.99)))),
                Table.Number(Figures.Median(rounds.Select(s => s.Cpu / s.Milliseconds.Count * 1e6))), $"{rounds.Sum(s => s.Failed)}");

            string RatioTo(string other) =>
                Table.Ratio(Figures.Median(rounds.Zip(samples[other], (mine, its) => mine.PerSecond / its.PerSecond)));
        }
        table.Print();
        foreach (var failure in samples.Values.SelectMany(s => s).SelectMany(s => s.Failures).DistinctBy(f => f.Key))
            Console.WriteLine($"failed: {failure.Key}");
    }

    static async Task ExecuteAsync(NpgsqlDataSource db, string sql)
    {
        await using var command = db.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    public static Task OutboxIsEmpty(NpgsqlDataSource db) => Eventually.Equals(0L, async () =>
    {
        await using var count = db.CreateCommand("SELECT count(*) FROM outbox");
        return (long)(await count.ExecuteScalarAsync())!;
    }, TimeSpan.FromMinutes(3));
}
