using System.Collections.Concurrent;
using MassTransit;

namespace QLab.Testing;

/// <summary>
/// Stands where another service stands: publishes events to the service under test and receives what it publishes, over RabbitMQ.
/// </summary>
public sealed class AnotherService : IAsyncDisposable
{
    readonly string broker;
    readonly IBusControl bus;
    readonly bool endsBus;
    readonly List<IBusControl> listeners = [];

    AnotherService(string broker, IBusControl bus, bool endsBus) => (this.broker, this.bus, this.endsBus) = (broker, bus, endsBus);

    public static async Task<AnotherService> StartAsync(string broker)
    {
        var bus = Bus.Factory.CreateUsingRabbitMq(rabbit => rabbit.Host(new Uri(broker)));
        await bus.StartAsync(TimeSpan.FromSeconds(30));
        return new(broker, bus, endsBus: true);
    }

    /// <summary>The same connection for somebody who listens by himself; this one has to outlive it.</summary>
    public AnotherService Share() => new(broker, bus, endsBus: false);

    /// <summary>Publishes an event; give the same message id to deliver it twice.</summary>
    /// <returns>The message's id.</returns>
    public async Task<Guid> PublishAsync<TEvent>(TEvent @event, Guid? messageId = null) where TEvent : class
    {
        var id = messageId ?? Guid.NewGuid();
        await bus.Publish(@event, context => context.MessageId = id);
        return id;
    }

    /// <summary>Puts an event into one queue, as one that lay there before an upgrade.</summary>
    /// <returns>The message's id.</returns>
    public async Task<Guid> LeaveAsync<TEvent>(string queue, TEvent @event) where TEvent : class
    {
        var id = Guid.NewGuid();
        var endpoint = await bus.GetSendEndpoint(new($"exchange:{queue}"));
        await endpoint.Send(@event, context => context.MessageId = id);
        return id;
    }

    /// <summary>Begins to receive events of this type; call it before the act.</summary>
    public Task<ConcurrentQueue<TEvent>> ListenAsync<TEvent>() where TEvent : class =>
        ListenAsync<TEvent, TEvent>(context => context.Message);

    /// <summary>The same, for the ids of the messages that bring the events.</summary>
    public Task<ConcurrentQueue<Guid>> ListenForIdsAsync<TEvent>() where TEvent : class =>
        ListenAsync<TEvent, Guid>(context => context.MessageId!.Value);

    async Task<ConcurrentQueue<T>> ListenAsync<TEvent, T>(Func<ConsumeContext<TEvent>, T> heard) where TEvent : class
    {
        var received = new ConcurrentQueue<T>();
        var listener = Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(new Uri(broker));
            rabbit.ReceiveEndpoint($"test-{Guid.NewGuid():N}", endpoint =>
            {
                endpoint.AutoDelete = true;
                endpoint.Handler<TEvent>(context =>
                {
                    received.Enqueue(heard(context));
                    return Task.CompletedTask;
                });
            });
        });
        await listener.StartAsync(TimeSpan.FromSeconds(30));
        listeners.Add(listener);
        return received;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in listeners) await listener.StopAsync();
        if (endsBus) await bus.StopAsync();
    }
}
