using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace QLab.ServiceDefaults.Messaging;

/// <summary>Collects which events a service acts on.</summary>
/// <param name="services">The service's container.</param>
/// <param name="service">The service's name as in addresses.</param>
public sealed class Consumers(IServiceCollection services, string service)
{
    const int TransientRetries = 200, OrdinaryRetries = 5;

    readonly List<Action<IBusRegistrationContext, IRabbitMqBusFactoryConfigurator>> endpoints = [];
    readonly List<string> queues = [];

    /// <summary>The service's container, for what a handler needs.</summary>
    public IServiceCollection Services => services;

    /// <summary>The service's name as in addresses, with which the names of its queues begin.</summary>
    public string Service => service;

    internal IReadOnlyList<string> Queues => queues;

    /// <summary>Acts on an event through a quorum queue of its own.</summary>
    /// <typeparam name="TEvent">The event.</typeparam>
    /// <typeparam name="THandler">What is done.</typeparam>
    /// <param name="queue">The queue's name: deployed state, so never change it, not even when the handler is renamed.</param>
    public Consumers On<TEvent, THandler>(string queue) where TEvent : class where THandler : class, IHandle<TEvent> =>
        Add<TEvent, THandler>(queue, bound: true);

    /// <summary>
    /// Acts on what an earlier release has left in a queue, so that an upgrade loses nothing. The queue is not bound to the event here:
    /// where no earlier release has bound it nothing comes in, and once it is empty and unbound everywhere the line and the queue can
    /// go.
    /// </summary>
    /// <typeparam name="TEvent">The event.</typeparam>
    /// <typeparam name="THandler">What is done.</typeparam>
    /// <param name="queue">The queue's name, as the earlier release pinned it.</param>
    public Consumers Drain<TEvent, THandler>(string queue) where TEvent : class where THandler : class, IHandle<TEvent> =>
        Add<TEvent, THandler>(queue, bound: false);

    Consumers Add<TEvent, THandler>(string queue, bool bound) where TEvent : class where THandler : class, IHandle<TEvent>
    {
        services.AddScoped<THandler>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Inbox<TEvent, THandler>>(provider, queue));
        queues.Add(queue);
        endpoints.Add((context, bus) => bus.ReceiveEndpoint(queue, endpoint =>
        {
            var inbox = context.GetRequiredService<Inbox<TEvent, THandler>>();
            endpoint.SetQuorumQueue();
            endpoint.ConfigureConsumeTopology = bound;
            // Twice a group: while one commits, the next is read.
            endpoint.PrefetchCount = 2 * Inbox<TEvent, THandler>.LargestGroup;
            endpoint.ConcurrentMessageLimit = 2 * Inbox<TEvent, THandler>.LargestGroup;
            endpoint.UseMessageRetry(WhileTheDatabaseIsAway);
            endpoint.UseMessageRetry(AfterAnythingElse);
            endpoint.Consumer(() => new InboxConsumer<TEvent, THandler>(inbox));
        }));
        return this;
    }

    internal void Configure(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator bus) =>
        endpoints.ForEach(configure => configure(context, bus));

    static void WhileTheDatabaseIsAway(IRetryConfigurator retry)
    {
        retry.Handle<Exception>(IsDatabaseAway);
        retry.Exponential(TransientRetries, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(500));
    }

    static void AfterAnythingElse(IRetryConfigurator retry)
    {
        retry.Handle<Exception>(e => !IsDatabaseAway(e));
        retry.Exponential(OrdinaryRetries, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(200));
    }

    static bool IsDatabaseAway(Exception? e) =>
        e is NpgsqlException { IsTransient: true } || (e is not null && IsDatabaseAway(e.InnerException));
}
