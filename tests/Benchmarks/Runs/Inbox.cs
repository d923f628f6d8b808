using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QLab.Benchmarks.Load;
using QLab.Benchmarks.Measured;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Benchmarks.Runs;

/// <summary>
/// A full queue drained by a consumer with its inbox, by one with the same effect but no inbox, and by one that does nothing.
/// </summary>
static class Inbox
{
    const int Messages = 10_000, LargestGroup = 200;
    const string WithInbox = "measured.with-inbox", WithoutInbox = "measured.without-inbox", Nothing = "measured.nothing";

    public static async Task Run(Settings settings)
    {
        await using var stage = await Stage.WithServersAsync();
        var database = await stage.NewDatabaseAsync("inbox");
        var arrivals = new Arrivals();
        await using var plain = await MeasuredService.StartAsync(stage, database, arrivals, null);
        foreach (var queue in (string[])[WithInbox, WithoutInbox, Nothing]) await Queue.DeclareAsync(stage.Broker, queue);

        var rates = new Dictionary<string, List<Drained>> { [Nothing] = [], [WithoutInbox] = [], [WithInbox] = [] };
        for (var round = -1; round < settings.Rounds; round++)
        {
            var (inbox, effect, nothing) = (await DrainWithInbox(), await DrainWithEffect(), await DrainWithNothing());
            if (round < 0) continue; // the first warms up
            rates[WithInbox].Add(inbox);
            rates[WithoutInbox].Add(effect);
            rates[Nothing].Add(nothing);
        }
        await plain.StopAsync();
        Print(settings, rates);

        async Task<Drained> DrainWithInbox()
        {
            await PrepareAsync(WithInbox);
            await using var app =
                await MeasuredService.StartAsync(stage, database, arrivals, consumers => consumers.On<SomethingMeasured, AddUp>(WithInbox));
            var drained = await Drained.AllAsync(arrivals);
            await app.StopAsync();
            return drained;
        }

        async Task<Drained> DrainWithEffect()
        {
            await PrepareAsync(WithoutInbox);
            await using var group = new GroupCommit<SomethingMeasured>((events, ct) => EffectAsync(plain, events, ct), LargestGroup);
            return await DrainAsync(WithoutInbox, message => group.CommitAsync(message, CancellationToken.None));
        }

        async Task<Drained> DrainWithNothing()
        {
            await PrepareAsync(Nothing);
            return await DrainAsync(Nothing, message =>
            {
                arrivals.Note(message.Id);
                return Task.CompletedTask;
            });
        }

        async Task<Drained> DrainAsync(string queue, Func<SomethingMeasured, Task> handle)
        {
            var bus = await Queue.ConsumeAsync(stage.Broker, queue, handle);
            var drained = await Drained.AllAsync(arrivals);
            await bus.StopAsync();
            return drained;
        }

        async Task PrepareAsync(string queue)
        {
            arrivals.Expect(Messages);
            await Queue.FillAsync(stage.Broker, queue, Messages);
        }

        async Task EffectAsync(WebApplication app, IReadOnlyList<SomethingMeasured> events, CancellationToken ct)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var context = scope.ServiceProvider.GetRequiredService<MeasuredDb>();
            await using var transaction = await context.Database.BeginTransactionAsync(ct);
            arrivals.Note(events);
            await AddUp.EffectAsync(context, events.Count, ct);
            await transaction.CommitAsync(ct);
        }
    }

    static void Print(Settings settings, Dictionary<string, List<Drained>> rates)
    {
        var table = new Table($"Consumers: {Messages:N0} messages waiting in a quorum queue, medians of {settings.Rounds} interleaved rounds", "consumer", "a second", "against the same effect without inbox", "its CPU a message, µs");
        Row("nothing", Nothing);
        Row("a database effect, grouped, no inbox", WithoutInbox);
        Row("the platform's: the same effect with its inbox", WithInbox);
        table.Print();

        void Row(string name, string queue) => table.Add(name, Table.Number(Figures.Median(rates[queue].Select(d => d.PerSecond))),
            Table.Ratio(Figures.Median(rates[queue].Zip(rates[WithoutInbox], (mine, its) => mine.PerSecond / its.PerSecond))),
            Table.Number(Figures.Median(rates[queue].Select(d => d.Microseconds))));
    }

    sealed record Drained(double PerSecond, double Microseconds)
    {
        public static async Task<Drained> AllAsync(Arrivals arrivals)
        {
            var (elapsed, cpu) = await arrivals.FirstToLastAsync();
            return new(Messages / elapsed.TotalSeconds, cpu.TotalMicroseconds / Messages);
        }
    }
}
