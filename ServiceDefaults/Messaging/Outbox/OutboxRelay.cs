using System.Diagnostics.Metrics;
using MassTransit;
using Microsoft.Extensions.Logging;
using Npgsql;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Telemetry;

namespace QLab.ServiceDefaults.Messaging.Outbox;

/// <summary>
/// Takes committed events to the broker. The row locks are the lease: they last as long as this transaction and a crash releases them,
/// so replicas share the work and nothing is lost; a crash between confirm and delete sends a batch again, which the inbox recognises.
/// </summary>
public sealed partial class OutboxRelay(
    NpgsqlDataSource dataSource, IBusControl bus, IMeterFactory meters, TimeProvider time, ILogger<OutboxRelay> logger)
    : IPeriodicWork
{
    static readonly TimeSpan SlowestDelivery = TimeSpan.FromSeconds(20);
    const int LongestGathering = 20;

    readonly Counter<long> deliveredCount = meters.QLab().CreateCounter<long>(
        "qlab.outbox.delivered", "{message}", "Messages that went from the outbox to the broker and were confirmed");

    bool lookedAgain;
    int delivered;

    /// <summary>The poll is the safety net for rows that another process left behind.</summary>
    internal static WorkSchedule<OutboxRelay> Schedule { get; } = new(TimeSpan.FromSeconds(1))
    {
        AtStart = true, LongestPause = TimeSpan.FromSeconds(1),
    };

    /// <summary>How many rows one round claims at most.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>Takes everything to the broker that waits, in batches.</summary>
    /// <param name="ct">Stops; what was not deleted is sent again.</param>
    public async Task RunAsync(CancellationToken ct)
    {
        await GatherAsync(delivered, ct);
        if (!lookedAgain) await LookAgainAsync(ct);
        lookedAgain = true;
        do delivered = bus.CheckHealth().Status != BusHealthStatus.Unhealthy ? await RelayBatchAsync(ct) : 0;
        while (delivered == BatchSize);
    }

    /// <summary>
    /// A round costs nearly the same for one row as for twenty, so the busier it was, the longer the next waits for company:
    /// a millisecond a row, nothing that matters at a few hundred a second, and at thousands far fewer rounds.
    /// </summary>
    Task GatherAsync(int delivered, CancellationToken ct) =>
        delivered > 1 ? Task.Delay(TimeSpan.FromMilliseconds(Math.Min(delivered, LongestGathering)), time, ct) : Task.CompletedTask;

    /// <summary>Delivers one batch.</summary>
    /// <param name="ct">Stops the round; what was not deleted is sent again.</param>
    /// <returns>How many rows were delivered and deleted.</returns>
    public async Task<int> RelayBatchAsync(CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var batch = await Claim(connection, ct);
        if (batch.Count == 0) return 0;

        var confirmed = await Deliver(connection, batch, ct);
        await Delete(connection, confirmed, ct);
        await transaction.CommitAsync(ct);
        deliveredCount.Add(confirmed.Count);
        return confirmed.Count;
    }

    async Task<List<EventRow>> Claim(NpgsqlConnection connection, CancellationToken ct)
    {
        // A lost delete only sends a batch again, so this transaction need not wait for the disk.
        await using var command = new NpgsqlCommand($"""
            SET LOCAL synchronous_commit = off;
            SELECT position, message_id, type, body, trace_parent, occurred_at
            FROM outbox WHERE set_aside IS NULL ORDER BY position LIMIT {BatchSize} FOR UPDATE SKIP LOCKED
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<EventRow>();
        while (await reader.ReadAsync(ct)) rows.Add(EventRow.Read(reader));
        return rows;
    }

    /// <summary>Perhaps this build knows what another did not.</summary>
    async Task LookAgainAsync(CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand("UPDATE outbox SET set_aside = NULL WHERE set_aside IS NOT NULL");
        await command.ExecuteNonQueryAsync(ct);
    }

    async Task<List<long>> Deliver(NpgsqlConnection connection, List<EventRow> batch, CancellationToken ct)
    {
        var events = new List<(EventRow Row, object Event)>();
        foreach (var row in batch)
        {
            try
            {
                events.Add((row, row.ToEvent()));
            }
            catch (Exception e)
            {
                Log.SetAside(logger, row.MessageId, row.Type, e);
                await SetAside(connection, row, e.Message, ct);
            }
        }
        using var deadline = new CancellationTokenSource(SlowestDelivery, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        var results = await Task.WhenAll(events.Select(e => TryPublish(e.Row, e.Event, either.Token)));
        return [.. events.Zip(results).Where(r => r.Second).Select(r => r.First.Row.Position)];
    }

    async Task<bool> TryPublish(EventRow row, object @event, CancellationToken ct)
    {
        try
        {
            await row.PublishAsync(bus, @event, ct);
            return true;
        }
        catch (Exception e)
        {
            Log.NotDelivered(logger, row.MessageId, row.Type, e);
            return false;
        }
    }

    static async Task Delete(NpgsqlConnection connection, List<long> positions, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("DELETE FROM outbox WHERE position = ANY($1)", connection)
        {
            Parameters = { new() { Value = positions } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    static async Task SetAside(NpgsqlConnection connection, EventRow row, string reason, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("UPDATE outbox SET set_aside = $2 WHERE position = $1", connection)
        {
            Parameters = { new() { Value = row.Position }, new() { Value = reason } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Message {MessageId} ({Type}) was not confirmed by the broker; it stays in the outbox")]
        public static partial void NotDelivered(ILogger logger, Guid messageId, string type, Exception e);

        [LoggerMessage(LogLevel.Error, "Message {MessageId} ({Type}) cannot be published by this build; it is set aside until the next start")]
        public static partial void SetAside(ILogger logger, Guid messageId, string type, Exception e);
    }
}
