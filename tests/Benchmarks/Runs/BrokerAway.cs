using System.Diagnostics;
using QLab.Benchmarks.Load;
using QLab.Benchmarks.Measured;
using QLab.Surveys.Contracts;
using QLab.Testing;

namespace QLab.Benchmarks.Runs;

/// <summary>
/// Submissions go on at a fixed rate while the broker is away; what piled up is cleared when it is back, and none is lost.
/// </summary>
static class BrokerAway
{
    public static async Task Run(Settings settings)
    {
        await using var issuer = await TokenIssuer.StartAsync();
        await using var stage = await Stage.WithSurveysAsync(TokenIssuer.Issuer, issuer.Jwks);
        var surveyId = await SurveyToAnswer.OpenAsync(stage, issuer);
        using var submitter = new Submitter(stage.Gateway, surveyId, settings.Connections);
        await Generator.WarmUpAsync(settings.Connections, 6_000, _ => submitter.SubmitAsync());
        await Submissions.OutboxIsEmpty(stage.SurveysDb);

        await using var elsewhere = await AnotherService.StartAsync(stage.Broker);
        var received = await elsewhere.ListenAsync<ResponseSubmitted>();

        using var enough = new CancellationTokenSource();
        var load = Generator.AtRateAsync(settings.Rate, submitter.SubmitAsync, enough.Token);
        await Task.Delay(TimeSpan.FromSeconds(5));
        stage.Cable.Cut();
        await Task.Delay(TimeSpan.FromSeconds(settings.Away));
        var (backlog, before) = (await PendingAsync(stage), received.Count);
        stage.Cable.Connect();

        var back = Stopwatch.GetTimestamp();
        await Eventually.Succeeds(
            () => received.Count > before ? Task.CompletedTask : throw new TimeoutException("Nothing is delivered yet."));
        var reconnected = Stopwatch.GetElapsedTime(back);
        var delivering = Stopwatch.GetTimestamp();
        await Eventually.Succeeds(async () =>
        {
            if (await PendingAsync(stage) > settings.Rate / 10) throw new TimeoutException("There is a backlog still.");
        }, TimeSpan.FromMinutes(5));
        var (clearing, delivered) = (Stopwatch.GetElapsedTime(delivering), received.Count - before);

        await enough.CancelAsync();
        var sample = await load;
        await Submissions.OutboxIsEmpty(stage.SurveysDb);
        await Eventually.Equals(sample.Milliseconds.Count, () => Task.FromResult(received.Select(r => r.ResponseId).Distinct().Count()));

        var table = new Table(
            $"{settings.Away} s without the broker, {settings.Rate} submissions a second through the gateway", "measure", "figure");
        table.Add("submitted", $"{sample.Milliseconds.Count}");
        table.Add("failed", $"{sample.Failed}");
        table.Add("p99 of a submission, ms", Table.Number(sample.Percentile(0.99)));
        table.Add("backlog when the broker came back", $"{backlog}");
        table.Add("until the first was delivered, s", Table.Number(reconnected.TotalSeconds));
        table.Add("until the backlog was cleared, s", Table.Number(clearing.TotalSeconds));
        table.Add("delivered a second meanwhile, against the intake rate", Table.Ratio(delivered / clearing.TotalSeconds / settings.Rate));
        table.Add("responses counted at the consumer", $"{received.Select(r => r.ResponseId).Distinct().Count()}");
        table.Print();
        foreach (var (reason, count) in sample.Failures) Console.WriteLine($"failed {count} times: {reason}");
    }

    static async Task<long> PendingAsync(Stage stage)
    {
        await using var count = stage.SurveysDb.CreateCommand("SELECT count(*) FROM outbox");
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
