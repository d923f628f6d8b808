using Npgsql;
using NpgsqlTypes;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.ServiceDefaults.Messaging.Outbox;

/// <summary>
/// An event as a row of the outbox, for the few paths that write to PostgreSQL directly. Store it in the transaction of the change that
/// it announces and wake the <see cref="OutboxRelay"/> after the commit (<see cref="WakeSignal{TWork}"/>); everything else is the
/// relay's work.
/// </summary>
/// <param name="MessageId">By which consumers recognise a repetition.</param>
/// <param name="Type">The event's type, as the relay finds it again.</param>
/// <param name="Body">The event as JSON.</param>
/// <param name="TraceParent">The trace it belongs to (W3C), if any.</param>
/// <param name="OccurredAt">When it was made, UTC.</param>
public readonly record struct EventRow(Guid MessageId, string Type, string Body, string? TraceParent, DateTimeOffset OccurredAt)
{
    /// <summary>
    /// Inserts any number of rows: arrays <c>@message_ids</c>, <c>@types</c>, <c>@bodies</c>, <c>@trace_parents</c>,
    /// <c>@occurred_at</c>, see <see cref="AddTo"/>.
    /// </summary>
    public const string InsertSql = """
        INSERT INTO outbox (message_id, type, body, trace_parent, occurred_at)
        SELECT * FROM unnest(@message_ids, @types, @bodies, @trace_parents, @occurred_at)
        """;

    /// <summary>The row for an event.</summary>
    /// <typeparam name="TEvent">A record of the publisher's Contracts.</typeparam>
    /// <param name="event">What has happened.</param>
    /// <param name="now">The time, UTC.</param>
    public static EventRow Of<TEvent>(TEvent @event, DateTimeOffset now) where TEvent : class
    {
        var message = OutboxMessage.For(@event, now);
        return new(message.MessageId, message.Type, message.Body, message.TraceParent, message.OccurredAt);
    }

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
}
