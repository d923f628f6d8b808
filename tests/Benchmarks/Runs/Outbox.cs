using System.Diagnostics;
using System.Diagnostics.Metrics;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using QLab.Benchmarks.Load;
using QLab.Benchmarks.Measured;
using QLab.ServiceDefaults.Messaging.Outbox;
using QLab.ServiceDefaults.Persistence;

namespace QLab.Benchmarks.Runs;

/// <summary>From the outbox to a consumer: rows relayed in batches against one row a transaction.</summary>
static class Outbox
{
    const int InBatches = 20_000, OneByOne = 1_000;

    public static async Task Run(Settings settings)
    {
        await using var stage = await Stage.WithServersAsync();
        await using var db = Stage.Pool(await stage.NewDatabaseAsync("relay"));
        await new Migrations(db, typeof(MeasuredDb).Assembly, NullLogger<Migrations>.Instance).ApplyAsync(CancellationToken.None);
        var arrivals = new Arrivals();
        var consumer = await Queue.ConsumeAsync(stage.Broker, "measured.relay", message =>
        {
            arrivals.Note(message.Id);
            return Task.CompletedTask;
        });
        var publisher = Bus.Factory.CreateUsingRabbitMq(rabbit => rabbit.Host(new Uri(stage.Broker)));
        await publisher.StartAsync();
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();

        await RelayAsync(100, 2_000);
        var batches = new List<(double Relayed, double Consumed)>();
        var single = new List<(double Relayed, double Consumed)>();
        for (var round = 0; round < settings.Rounds; round++)
        {
            batches.Add(await RelayAsync(100, InBatches));
            single.Add(await RelayAsync(1, OneByOne));
        }
        await publisher.StopAsync();
        await consumer.StopAsync();
        Print(settings, batches, single);

        async Task<(double Relayed, double Consumed)> RelayAsync(int batchSize, int rows)
        {
            await FillAsync(db, rows);
            arrivals.Expect(rows);
            var (time, logger) = (TimeProvider.System, NullLogger<OutboxRelay>.Instance);
            var relay = new OutboxRelay(db, publisher, meters, time, logger)
            {
                BatchSize = batchSize,
            };
            var started = Stopwatch.GetTimestamp();
            while (await relay.RelayBatchAsync(CancellationToken.None) > 0) continue;
            var relayed = Stopwatch.GetElapsedTime(started);
            await arrivals.FirstToLastAsync();
            return (rows / relayed.TotalSeconds, rows / Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
    }

    static void Print(Settings settings, List<(double Relayed, double Consumed)> batches, List<(double Relayed, double Consumed)> single)
    {
        var table = new Table($"Outbox: one relay, a quorum queue, medians of {settings.Rounds} interleaved rounds", "relay", "relayed a second", "consumed a second", "against one by one");
        table.Add("one row a transaction", Table.Number(Figures.Median(single.Select(s => s.Relayed))), Table.Number(Figures.Median(single.Select(s => s.Consumed))), "1.00");
        table.Add("batches of 100", Table.Number(Figures.Median(batches.Select(s => s.Relayed))), Table.Number(Figures.Median(batches.Select(s => s.Consumed))),
            Table.Ratio(Figures.Median(batches.Zip(single, (many, one) => many.Consumed / one.Consumed))));
        table.Print();
    }

    static async Task FillAsync(NpgsqlDataSource db, int rows)
    {
        await using var fill = db.CreateCommand($$"""
            INSERT INTO outbox (message_id, type, body, occurred_at)
            SELECT id, '{{typeof(SomethingMeasured).FullName}}, {{typeof(SomethingMeasured).Assembly.GetName().Name}}',
                format('{"Id":"%s","ProjectId":"%s","At":"2018-09-03T09:00:00+00:00"}', id, id), now()
            FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, {{rows}})) AS made
            """);
        await fill.ExecuteNonQueryAsync();
    }
}
