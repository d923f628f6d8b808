using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;
using NpgsqlTypes;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.ServiceDefaults.Messaging.Outbox;

/// <summary>
/// An event as a row of the outbox. <see cref="IEvents"/> adds it to the unit of work; the few paths that write to PostgreSQL directly
/// store it in the transaction of the change that it announces and wake the <see cref="OutboxRelay"/> after the commit
/// (<see cref="WakeSignal{TWork}"/>). Everything else is the relay's work.
/// </summary>
public sealed class EventRow
{
    /// <summary>
    /// Inserts any number of rows: arrays <c>@message_ids</c>, <c>@types</c>, <c>@bodies</c>, <c>@trace_parents</c>,
    /// <c>@occurred_at</c>, see <see cref="AddTo"/>.
    /// </summary>
    public const string InsertSql = """
        INSERT INTO outbox (message_id, type, body, trace_parent, occurred_at)
        SELECT * FROM unnest(@message_ids, @types, @bodies, @trace_parents, @occurred_at)
        """;

    static readonly ActivitySource Activities = new("QLab.Outbox");
    static readonly ConcurrentDictionary<string, Type> Types = new();

    internal long Position { get; private init; }

    /// <summary>
    /// By which consumers recognise a repetition. Of version 4: they keep it for days, and a time in it would date what nobody may date.
    /// </summary>
    public required Guid MessageId { get; init; }

    /// <summary>The event's type, as the relay finds it again.</summary>
    public required string Type { get; init; }

    /// <summary>The event as JSON.</summary>
    public required string Body { get; init; }

    /// <summary>The trace it belongs to (W3C), if any.</summary>
    public string? TraceParent { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Why the relay could not make an event of it.</summary>
    internal string? SetAside { get; private init; }

    /// <summary>The row for an event.</summary>
    /// <typeparam name="TEvent">A record of the publisher's Contracts.</typeparam>
    /// <param name="event">What has happened.</param>
    /// <param name="now">The time, UTC.</param>
    public static EventRow Of<TEvent>(TEvent @event, DateTimeOffset now) where TEvent : class => new()
    {
        MessageId = Guid.NewGuid(),
        Type = NameOf<TEvent>.Type,
        Body = JsonSerializer.Serialize(@event),
        TraceParent = Activity.Current?.Id,
        OccurredAt = now,
    };

    /// <summary>Adds rows to a command that contains <see cref="InsertSql"/>.</summary>
    /// <param name="parameters">The command's.</param>
    /// <param name="rows">What to insert.</param>
    public static void AddTo(NpgsqlParameterCollection parameters, IReadOnlyCollection<EventRow> rows)
    {
        parameters.Add(new("message_ids", rows.Select(r => r.MessageId).ToArray()));
        parameters.Add(new("types", rows.Select(r => r.Type).ToArray()));
        parameters.Add(new("bodies", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = rows.Select(r => r.Body).ToArray() });
        parameters.Add(new("trace_parents", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = rows.Select(r => r.TraceParent).ToArray() });
        parameters.Add(new("occurred_at", rows.Select(r => r.OccurredAt).ToArray()));
    }

    /// <summary>Inserts many rows by COPY.</summary>
    /// <param name="connection">With the transaction of the change open on it.</param>
    /// <param name="rows">Read once.</param>
    /// <param name="ct">Cancels; nothing is inserted then.</param>
    public static async Task CopyAsync(NpgsqlConnection connection, IEnumerable<EventRow> rows, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY outbox (message_id, type, body, trace_parent, occurred_at) FROM STDIN (FORMAT BINARY)", ct);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(row.MessageId, ct);
            await copy.WriteAsync(row.Type, ct);
            await copy.WriteAsync(row.Body, ct);
            await (row.TraceParent is null ? copy.WriteNullAsync(ct) : copy.WriteAsync(row.TraceParent, ct));
            await copy.WriteAsync(row.OccurredAt, ct);
        }
        await copy.CompleteAsync(ct);
    }

    internal static EventRow Read(NpgsqlDataReader reader) => new()
    {
        Position = reader.GetInt64(0), MessageId = reader.GetGuid(1), Type = reader.GetString(2), Body = reader.GetString(3),
        TraceParent = reader.IsDBNull(4) ? null : reader.GetString(4), OccurredAt = reader.GetFieldValue<DateTimeOffset>(5),
    };

    /// <summary>The event itself; what is thrown here, no repetition mends.</summary>
    internal object ToEvent()
    {
        var type = Types.GetOrAdd(Type, name => System.Type.GetType(name, throwOnError: true)!);
        return JsonSerializer.Deserialize(Body, type) ?? throw new JsonException("The body is null.");
    }

    internal async Task PublishAsync(IBus bus, object @event, CancellationToken ct)
    {
        using var activity = Activities.StartActivity($"{@event.GetType().Name} relay", ActivityKind.Internal, TraceParent);
        activity?.SetTag("qlab.outbox.lag_ms", (DateTimeOffset.UtcNow - OccurredAt).TotalMilliseconds);
        await bus.Publish(@event, @event.GetType(), context => context.MessageId = MessageId, ct);
    }

    internal static void Map(EntityTypeBuilder<EventRow> entity)
    {
        entity.ToTable("outbox").HasKey(m => m.Position);
        entity.Property(m => m.Position).UseIdentityAlwaysColumn();
        entity.Property(m => m.SetAside);
    }

    /// <remarks>Asking an assembly for its name is slow enough to show in a profile.</remarks>
    static class NameOf<TEvent>
    {
        public static readonly string Type = $"{typeof(TEvent).FullName}, {typeof(TEvent).Assembly.GetName().Name}";
    }
}
