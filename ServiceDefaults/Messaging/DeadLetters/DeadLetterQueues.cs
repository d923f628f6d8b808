using System.Data;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace QLab.ServiceDefaults.Messaging.DeadLetters;

/// <summary>Reads, replays and discards what lies in the error queues of this service's consumers.</summary>
/// <remarks>
/// Reading takes messages without acknowledging them; closing the channel gives them back in their places. Until then another reader would
/// find none, so one reads at a time, over all replicas.
/// </remarks>
sealed class DeadLetterQueues(Consumers consumers, IConfiguration configuration, NpgsqlDataSource dataSource)
{
    const long LockKey = 0x516C4444; // "QlDD"

    public Task<List<DeadLetter>> ListAsync(int limit, CancellationToken ct) => AloneAsync(async connection =>
    {
        var letters = new List<DeadLetter>();
        foreach (var queue in consumers.Queues)
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
            while (letters.Count < limit && await GetAsync(channel, queue, ct) is { } message) letters.Add(Read(queue, message));
        }
        return letters;
    }, ct);

    /// <returns>How many messages lie in the error queue of each queue.</returns>
    public async Task<IReadOnlyDictionary<string, uint>> CountAsync(CancellationToken ct)
    {
        await using var connection = await ConnectAsync(ct);
        var counts = new Dictionary<string, uint>();
        foreach (var queue in consumers.Queues)
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
            counts[queue] = await OrNothing(() => channel.MessageCountAsync($"{queue}_error", ct));
        }
        return counts;
    }

    public async Task<DeadLetter?> FindAsync(Guid messageId, CancellationToken ct) =>
        (await ListAsync(int.MaxValue, ct)).FirstOrDefault(letter => letter.MessageId == messageId);

    /// <returns>False when there is no such message.</returns>
    public Task<bool> ReplayAsync(Guid messageId, CancellationToken ct) => TakeAsync(messageId, async (channel, queue, message) =>
    {
        var headers = WithoutFault(message.BasicProperties.Headers);
        var properties = new BasicProperties(message.BasicProperties) { Headers = headers, Persistent = true };
        await channel.BasicPublishAsync(exchange: "", routingKey: queue, mandatory: true, properties, message.Body, ct);
    }, ct);

    /// <returns>False when there is no such message.</returns>
    public Task<bool> DiscardAsync(Guid messageId, CancellationToken ct) => TakeAsync(messageId, (_, _, _) => Task.CompletedTask, ct);

    /// <summary>Takes the message out of its error queue, once what is done with it is done.</summary>
    Task<bool> TakeAsync(
        Guid messageId, Func<IChannel, string, BasicGetResult, Task> use, CancellationToken ct) => AloneAsync(async connection =>
    {
        foreach (var queue in consumers.Queues)
        {
            await using var channel = await connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), ct);
            while (await GetAsync(channel, queue, ct) is { } message)
            {
                if (Read(queue, message).MessageId != messageId) continue;
                await use(channel, queue, message);
                await channel.BasicAckAsync(message.DeliveryTag, multiple: false, ct);
                return true;
            }
        }
        return false;
    }, ct);

    /// <summary>Throws away the messages whose body is one of those meant; the others stay where they are.</summary>
    /// <returns>How many; the broker has taken note of each.</returns>
    public Task<int> DropAsync(Func<string, Task<bool>> isMeant, CancellationToken ct) => AloneAsync(async connection =>
    {
        var dropped = 0;
        foreach (var queue in consumers.Queues)
        {
            var before = dropped;
            await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
            while (await GetAsync(channel, queue, ct) is { } message)
            {
                if (!await isMeant(Encoding.UTF8.GetString(message.Body.Span))) continue;
                await channel.BasicAckAsync(message.DeliveryTag, multiple: false, ct);
                dropped++;
            }
            // Acknowledgements have no answer; what is asked after them on the same channel has one.
            if (dropped > before) await channel.MessageCountAsync($"{queue}_error", ct);
        }
        return dropped;
    }, ct);

    async Task<T> AloneAsync<T>(Func<IConnection, Task<T>> read, CancellationToken ct)
    {
        await using var session = await dataSource.OpenConnectionAsync(ct);
        try
        {
            await ExecuteAsync(session, $"SELECT pg_advisory_lock({LockKey})", ct);
            await using var connection = await ConnectAsync(ct);
            return await read(connection);
        }
        finally
        {
            // Also where waiting was cancelled, perhaps a moment too late: the session goes back to its pool as it is.
            if (session.State == ConnectionState.Open)
                await ExecuteAsync(session, $"SELECT pg_advisory_unlock({LockKey})", CancellationToken.None);
        }
    }

    static async Task ExecuteAsync(NpgsqlConnection session, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync(ct);
    }

    Task<IConnection> ConnectAsync(CancellationToken ct) => Broker.ConnectAsync(configuration, "dead letters", ct);

    static async Task<BasicGetResult?> GetAsync(IChannel channel, string queue, CancellationToken ct) =>
        channel.IsOpen ? await OrNothing(() => channel.BasicGetAsync($"{queue}_error", autoAck: false, ct)) : null;

    /// <remarks>
    /// An error queue is made with the first failure. Where there has been none the broker says 404 and closes the channel.
    /// </remarks>
    static async Task<T?> OrNothing<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return default;
        }
    }

    static DeadLetter Read(string queue, BasicGetResult message)
    {
        var headers = message.BasicProperties.Headers;
        var body = Encoding.UTF8.GetString(message.Body.Span);
        return new(
            Guid.TryParse(message.BasicProperties.MessageId, out var id) ? id : Guid.Empty, queue, TypeOf(body),
            DateTimeOffset.TryParse(Text(headers, "MT-Fault-Timestamp"), CultureInfo.InvariantCulture, out var at) ? at : null,
            Text(headers, "MT-Fault-Message"), body);
    }

    static string? TypeOf(string body)
    {
        using var envelope = JsonDocument.Parse(body);
        return envelope.RootElement.TryGetProperty("messageType", out var types) ? types[0].GetString() : null;
    }

    static string? Text(IDictionary<string, object?>? headers, string name) =>
        headers is not null && headers.TryGetValue(name, out var value)
            ? value switch { byte[] bytes => Encoding.UTF8.GetString(bytes), _ => value?.ToString() }
            : null;

    static Dictionary<string, object?> WithoutFault(IDictionary<string, object?>? headers) =>
        headers?.Where(h => !h.Key.StartsWith("MT-Fault", StringComparison.Ordinal) && h.Key != "MT-Reason").ToDictionary() ?? [];
}
