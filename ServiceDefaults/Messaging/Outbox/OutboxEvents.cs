using QLab.ServiceDefaults.Persistence;

namespace QLab.ServiceDefaults.Messaging.Outbox;

sealed class OutboxEvents(ServiceDb db, TimeProvider time) : IEvents
{
    public void Publish<TEvent>(TEvent @event) where TEvent : class =>
        db.Outbox.Add(OutboxMessage.For(@event, time.GetUtcNow()));
}
