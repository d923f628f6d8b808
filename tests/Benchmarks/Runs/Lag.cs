using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using QLab.Benchmarks.Load;
using QLab.Benchmarks.Measured;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Benchmarks.Runs;

/// <summary>How long after its commit a change is known elsewhere, with signal, relay, broker and inbox in between.</summary>
static class Lag
{
    public static async Task Run(Settings settings)
    {
        await using var stage = await Stage.WithServersAsync();
        var database = await stage.NewDatabaseAsync("lag");
        var arrivals = new Arrivals();
        await using var app = await MeasuredService.StartAsync(stage, database, arrivals, consumers =>
            consumers.On<SomethingMeasured, AddUp>("measured.lag"));

        await MeasureAsync(TimeSpan.FromSeconds(3));
        var rounds = new List<(List<double> FromCall, List<double> FromCommit)>();
        for (var round = 0; round < settings.Rounds; round++) rounds.Add(await MeasureAsync(settings.Duration));
        await app.StopAsync();
        Print(settings, rounds);

        async Task<(List<double>, List<double>)> MeasureAsync(TimeSpan duration)
        {
            var committed = new ConcurrentDictionary<Guid, (long Called, long Committed)>();
            arrivals.Expect(int.MaxValue);
            using var until = new CancellationTokenSource(duration);
            await Generator.AtRateAsync(settings.Rate, async () =>
            {
                await using var scope = app.Services.CreateAsyncScope();
                var message = new SomethingMeasured(Guid.CreateVersion7(), Guid.Empty, DateTimeOffset.UtcNow);
                scope.ServiceProvider.GetRequiredService<IEvents>().Publish(message);
                var called = Stopwatch.GetTimestamp();
                await scope.ServiceProvider.GetRequiredService<MeasuredDb>().SaveChangesAsync();
                committed[message.Id] = (called, Stopwatch.GetTimestamp());
            }, until.Token);
            await Testing.Eventually.Equals(committed.Count, () => Task.FromResult(arrivals.Count));
            return (Milliseconds(c => c.Called), Milliseconds(c => c.Committed));

            List<double> Milliseconds(Func<(long Called, long Committed), long> since) =>
                [.. committed.Select(c => Stopwatch.GetElapsedTime(since(c.Value), arrivals.When(c.Key)).TotalMilliseconds)];
        }
    }

    static void Print(Settings settings, List<(List<double> FromCall, List<double> FromCommit)> rounds)
    {
        var table = new Table($"Lag at {settings.Rate} messages a second, medians of {settings.Rounds} rounds of {settings.Seconds} s", "from", "p50 ms", "p99 ms", "most ms");
        Row("commit to consumer", [.. rounds.Select(r => r.FromCommit)]);
        Row("call of SaveChanges to consumer (with the commit itself)", [.. rounds.Select(r => r.FromCall)]);
        table.Print();

        void Row(string name, List<List<double>> samples) => table.Add(name, At(samples, 0.5), At(samples, 0.99), At(samples, 1));

        static string At(List<List<double>> samples, double p) =>
            Table.Number(Figures.Median(samples.Select(s => Figures.Percentile(s, p))));
    }
}
