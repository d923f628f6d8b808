using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using MassTransit;
using Npgsql;

namespace QLab.ServiceDefaults.Messaging.Outbox;

sealed record OutboxRow(long Position, Guid MessageId, string Type, string Body, string? TraceParent, DateTimeOffset OccurredAt)
{
    static readonly ActivitySource Activities = new("QLab.Outbox");
    static readonly ConcurrentDictionary<string, Type> Types = new();

    public static OutboxRow Read(NpgsqlDataReader reader) => new(
        reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3),
        reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetFieldValue<DateTimeOffset>(5));

    /// <summary>The event itself; what is thrown here, no repetition mends.</summary>
    public object ToEvent()
    {
        var type = Types.GetOrAdd(Type, name => System.Type.GetType(name, throwOnError: true)!);
        return JsonSerializer.Deserialize(Body, type) ?? throw new JsonException("The body is null.");
    }

    public async Task PublishAsync(IBus bus, object @event, CancellationToken ct)
    {
        using var activity = Activities.StartActivity($"{@event.GetType().Name} relay", ActivityKind.Internal, TraceParent);
        activity?.SetTag("qlab.outbox.lag_ms", (DateTimeOffset.UtcNow - OccurredAt).TotalMilliseconds);
        await bus.Publish(@event, @event.GetType(), context => context.MessageId = MessageId, ct);
    }
}
