using QLab.ServiceDefaults.Messaging.Outbox;
using QLab.ServiceDefaults.Persistence;

namespace QLab.ServiceDefaults.Messaging;

/// <summary>Announces to the other services what has happened.</summary>
public interface IEvents
{
    /// <summary>
    /// Adds an event to the unit of work: it is stored by the next <c>SaveChangesAsync</c>, in the same transaction as the change it
    /// announces, and delivered afterwards at least once, in no promised order. Nothing is sent when the transaction is not committed.
    /// </summary>
    /// <typeparam name="TEvent">A record of the service's Contracts.</typeparam>
    /// <param name="event">What has happened: ids and what others need to act, never personal data.</param>
    void Publish<TEvent>(TEvent @event) where TEvent : class;
}

sealed class OutboxEvents(ServiceDb db, TimeProvider time) : IEvents
{
    public void Publish<TEvent>(TEvent @event) where TEvent : class => db.Outbox.Add(EventRow.Of(@event, time.GetUtcNow()));
}
