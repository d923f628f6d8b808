using System.Diagnostics.Metrics;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using QLab.ServiceDefaults.Messaging;
using QLab.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace QLab.ServiceDefaults.Tests;

public sealed class WatchingOverConsumers(ToyApp app)
{
    readonly string queue = $"watched-{Guid.NewGuid():N}";

    [Fact]
    public async Task Ends_the_process_once_nobody_has_consumed_a_queue_for_four_looks_on_end()
    {
        await using var connection = await Broker.ConnectAsync(Configuration(app.Broker), "a consumer", default);
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        using var measures = new RecordedMeasures(app.Services);
        using var lifetime = new RecordedLifetime();
        var watch = Watch(app.Broker, lifetime);

        await LookAsync(watch, 3);
        measures.Last("qlab.consumers", $"messaging.destination.name={queue}").ShouldBe(0);
        var tag = await channel.BasicConsumeAsync(queue, autoAck: true, new AsyncEventingBasicConsumer(channel));
        await LookAsync(watch, 1);
        measures.Last("qlab.consumers", $"messaging.destination.name={queue}").ShouldBe(1);
        await channel.BasicCancelAsync(tag);
        await LookAsync(watch, 3);
        lifetime.IsStopping.ShouldBeFalse("a consumer that comes back in time is enough");

        await LookAsync(watch, 1);
        lifetime.IsStopping.ShouldBeTrue();
        Environment.ExitCode.ShouldBe(1, "whoever runs the service starts again what has failed");
        Environment.ExitCode = 0;
    }

    [Fact]
    public async Task Says_nothing_of_queues_that_are_not_there_yet_and_of_a_broker_that_is_away()
    {
        using var lifetime = new RecordedLifetime();
        var early = Watch(app.Broker, lifetime);
        var alone = Watch("amqp://guest:guest@127.0.0.1:9", lifetime);

        await LookAsync(early, 5);
        await LookAsync(alone, 5);

        lifetime.IsStopping.ShouldBeFalse();
    }

    [Fact]
    public async Task Ends_the_process_whose_bus_stays_away_though_another_replica_consumes_its_queues()
    {
        await using var replica = app.Replica();
        using var lifetime = new RecordedLifetime();
        var watch = ActivatorUtilities.CreateInstance<ConsumerWatch>(replica.Services, lifetime, NullLogger<ConsumerWatch>.Instance);
        var bus = replica.Services.GetRequiredService<IBusControl>();
        await Eventually.Succeeds(() =>
        {
            bus.CheckHealth().Status.ShouldBe(BusHealthStatus.Healthy);
            return Task.CompletedTask;
        });
        await LookAsync(watch, 4);
        lifetime.IsStopping.ShouldBeFalse();

        await bus.StopAsync();
        await LookAsync(watch, 3);
        lifetime.IsStopping.ShouldBeFalse("it may come back");
        await LookAsync(watch, 1);

        lifetime.IsStopping.ShouldBeTrue();
        Environment.ExitCode.ShouldBe(1);
        Environment.ExitCode = 0;
    }

    static async Task LookAsync(ConsumerWatch watch, int times)
    {
        for (var i = 0; i < times; i++) await watch.RunAsync(CancellationToken.None);
    }

    ConsumerWatch Watch(string broker, RecordedLifetime lifetime) => new(
        new Consumers(new ServiceCollection(), "toy").On<Nothing, NothingIsDone>(queue), app.Services.GetRequiredService<IBusControl>(),
        Configuration(broker), lifetime, app.Services.GetRequiredService<IMeterFactory>(), NullLogger<ConsumerWatch>.Instance);

    static IConfiguration Configuration(string broker) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:messaging"] = broker })
            .Build();

    sealed record Nothing;

    sealed class NothingIsDone : IHandle<Nothing>
    {
        public Task Handle(IReadOnlyList<Nothing> events, CancellationToken ct) => Task.CompletedTask;
    }
}
