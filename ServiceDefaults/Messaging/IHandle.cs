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
