using QLab.Benchmarks.Load;
using QLab.Benchmarks.Measured;
using QLab.Testing;

namespace QLab.Benchmarks.Runs;

/// <summary>What it costs the intake that traces, measures and logs are sent: two platforms side by side, one tells nobody.</summary>
static class Telemetry
{
    const string Silent = "without telemetry", Telling = "with traces, measures and logs";

    public static async Task Run(Settings settings)
    {
        await using var issuer = await TokenIssuer.StartAsync();
        await using var sink = await OwnProcess.StartAsync(TelemetrySink.Command);
        await using var silent = await Stage.WithSurveysAsync(TokenIssuer.Issuer, issuer.Jwks);
        await using var telling = await Stage.WithSurveysAsync(TokenIssuer.Issuer, issuer.Jwks, telemetry: sink.Address);

        foreach (var (way, address) in new (string, Func<Stage, string>)[] { ("directly", s => s.Surveys), ("through the gateway", s => s.Gateway) })
        {
            using var quiet = new Submitter(address(silent), await SurveyToAnswer.OpenAsync(silent, issuer), settings.Connections);
            using var loud = new Submitter(address(telling), await SurveyToAnswer.OpenAsync(telling, issuer), settings.Connections);
            (string Name, Stage Stage, Submitter Submitter, List<Sample> Samples)[] both =
                [(Silent, silent, quiet, []), (Telling, telling, loud, [])];
            foreach (var each in both) await Generator.WarmUpAsync(settings.Connections, 6_000, _ => each.Submitter.SubmitAsync());

            for (var round = 0; round < settings.Rounds; round++)
                foreach (var each in round % 2 == 0 ? both : both.Reverse())
                {
                    await Submissions.OutboxIsEmpty(each.Stage.SurveysDb);
                    var process = each.Stage.SurveysProcess;
                    var before = process.Cpu();
                    var sample = await Generator.ClosedLoopAsync(
                        settings.Connections, settings.Duration, _ => each.Submitter.SubmitAsync());
                    each.Samples.Add(sample with { Cpu = process.Cpu() - before });
                }
            Print(settings, way, both.Select(b => (b.Name, b.Samples)));
        }
    }

    static void Print(Settings settings, string way, IEnumerable<(string Name, List<Sample> Samples)> both)
    {
        var silent = both.First().Samples;
        var table = new Table($"Submitting a response {way}: {settings.Connections} connections, "
            + $"medians of {settings.Rounds} interleaved rounds of {settings.Seconds} s",
            "telemetry", "a second", "against without", "p50 ms", "p99 ms", "the service's CPU a response, µs", "failed");
        foreach (var (name, rounds) in both)
            table.Add(name, Table.Number(Figures.Median(rounds.Select(s => s.PerSecond))),
                Table.Ratio(Figures.Median(rounds.Zip(silent, (mine, its) => mine.PerSecond / its.PerSecond))),
                Table.Number(Figures.Median(rounds.Select(s => s.Percentile(0.5)))),
                Table.Number(Figures.Median(rounds.Select(s => s.Percentile(0.99)))),
                Table.Number(Figures.Median(rounds.Select(s => s.Cpu / s.Milliseconds.Count * 1e6))), $"{rounds.Sum(s => s.Failed)}");
        table.Print();
    }
}
