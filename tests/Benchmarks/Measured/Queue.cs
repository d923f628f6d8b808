using MassTransit;

namespace QLab.Benchmarks.Measured;

/// <summary>A quorum queue with a plain MassTransit consumer, set up as the platform sets up its own.</summary>
static class Queue
{
    public static async Task<IBusControl> ConsumeAsync(string broker, string queue, Func<SomethingMeasured, Task> handle)
    {
        var bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(new Uri(broker));
            rabbit.ReceiveEndpoint(queue, endpoint =>
            {
                endpoint.SetQuorumQueue();
                endpoint.PrefetchCount = 200;
                endpoint.ConcurrentMessageLimit = 200;
                endpoint.Handler<SomethingMeasured>(context => handle(context.Message));
            });
        });
        await bus.StartAsync(TimeSpan.FromSeconds(30));
        return bus;
    }

    /// <summary>So that the queue is there before something is sent to it.</summary>
    public static async Task DeclareAsync(string broker, string queue) =>
        await (await ConsumeAsync(broker, queue, _ => Task.CompletedTask)).StopAsync();

    public static async Task FillAsync(string broker, string queue, int messages)
    {
        var bus = Bus.Factory.CreateUsingRabbitMq(rabbit => rabbit.Host(new Uri(broker)));
        await bus.StartAsync(TimeSpan.FromSeconds(30));
        var endpoint = await bus.GetSendEndpoint(new Uri($"exchange:{queue}"));
        foreach (var chunk in Enumerable.Range(0, messages).Chunk(200))
            await Task.WhenAll(chunk.Select(_ => endpoint.Send(new SomethingMeasured(Guid.NewGuid(), Guid.Empty, DateTimeOffset.UtcNow))));
        await bus.StopAsync();
    }
}
