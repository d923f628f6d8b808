using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Persistence;

namespace QLab.ServiceDefaults.Messaging;

/// <summary>What a service does when something has happened elsewhere.</summary>
/// <typeparam name="TEvent">A record of the publisher's Contracts.</typeparam>
/// <remarks>
/// Runs inside a transaction of the service's DbContext that also records the messages as handled: all of it commits or none of it does.
/// Each message reaches a handler's effect exactly once; the order is not promised, neither within a batch nor between batches.
/// SaveChanges is called for you. When a batch fails, each of its events is tried again alone, so that one bad message holds up no other.
/// </remarks>
public interface IHandle<in TEvent> where TEvent : class
{
    /// <summary>Acts on the events that have arrived together, one or more, none seen before.</summary>
    /// <param name="events">The events, in no promised order.</param>
    /// <param name="ct">Stops when the service stops; the events come again.</param>
    Task Handle(IReadOnlyList<TEvent> events, CancellationToken ct);
}

/// <summary>Commits a handler's effect together with the fact that its messages were handled, for all messages in flight at once.</summary>
sealed class Inbox<TEvent, THandler> : IAsyncDisposable
    where TEvent : class
    where THandler : class, IHandle<TEvent>
{
    public const int LargestGroup = 200;

    readonly string queue;
    readonly IServiceScopeFactory scopes;
    readonly TimeProvider time;
    readonly GroupCommit<Delivery> group;

    public Inbox(string queue, IServiceScopeFactory scopes, TimeProvider time)
    {
        (this.queue, this.scopes, this.time) = (queue, scopes, time);
        group = new(HandleGroup, LargestGroup);
    }

    DateTimeOffset Today => new(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);

    public Task HandleAsync(Guid messageId, TEvent message, CancellationToken ct) => group.CommitAsync(new(messageId, message), ct);

    async Task HandleGroup(IReadOnlyList<Delivery> deliveries, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);

        var fresh = await Remember(db, deliveries, ct);
        if (fresh.Count > 0)
        {
            await scope.ServiceProvider.GetRequiredService<THandler>().Handle(fresh, ct);
            await db.SaveChangesAsync(ct);
        }
        await transaction.CommitAsync(ct);
    }

    async Task<List<TEvent>> Remember(ServiceDb db, IReadOnlyList<Delivery> deliveries, CancellationToken ct)
    {
        var byId = deliveries.DistinctBy(d => d.MessageId).ToDictionary(d => d.MessageId, d => d.Message);
        Guid[] ids = [.. byId.Keys];
        var fresh = await db.Database.SqlQuery<Guid>($"""
            INSERT INTO inbox (message_id, consumer, received_at)
            SELECT id, {queue}, {Today} FROM unnest({ids}) AS id
            ON CONFLICT DO NOTHING
            RETURNING message_id
            """).ToListAsync(ct);
        return [.. fresh.Select(id => byId[id])];
    }

    public ValueTask DisposeAsync() => group.DisposeAsync();

    sealed record Delivery(Guid MessageId, TEvent Message);
}

sealed class InboxConsumer<TEvent, THandler>(Inbox<TEvent, THandler> inbox) : IConsumer<TEvent>
    where TEvent : class
    where THandler : class, IHandle<TEvent>
{
    public Task Consume(ConsumeContext<TEvent> context) =>
        inbox.HandleAsync(
            context.MessageId ?? throw new InvalidOperationException("A message without an id cannot be told from its repetition."),
            context.Message, context.CancellationToken);
}

/// <summary>That a consumer has already acted on a message.</summary>
sealed class InboxMessage
{
    public required Guid MessageId { get; init; }
    public required string Consumer { get; init; }

    /// <summary>The day, UTC: what came of an anonymous response must not say when it was given.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    internal static void Map(EntityTypeBuilder<InboxMessage> entity)
    {
        entity.ToTable("inbox").HasKey(m => new { m.MessageId, m.Consumer });
        entity.HasIndex(m => m.ReceivedAt);
    }
}
