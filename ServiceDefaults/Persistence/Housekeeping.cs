using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace QLab.ServiceDefaults.Persistence;

/// <summary>Takes out rows that have served their time, a few thousand at once so that nobody waits for it.</summary>
/// <remarks>A message can come again as long as it is unacknowledged, which the broker ends after half an hour; a week leaves room for restores.</remarks>
public sealed partial class Housekeeping(NpgsqlDataSource dataSource, TimeProvider time, ILogger<Housekeeping> logger) : BackgroundService
{
    const int AtOnce = 5_000;

    static readonly (string Table, string Age, TimeSpan Kept)[] Tables =
    [
        ("inbox", "received_at", TimeSpan.FromDays(7)),
        ("remembered_answers", "remembered_at", TimeSpan.FromHours(24)),
    ];

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(10), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await TidyAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                Log.NotTidied(logger, e.Message);
            }
        }
    }

    /// <summary>Takes out everything that is due.</summary>
    /// <param name="ct">Stops between two portions.</param>
    public async Task TidyAsync(CancellationToken ct)
    {
        foreach (var (table, age, kept) in Tables)
            while (await Portion(table, age, time.GetUtcNow() - kept, ct) == AtOnce) ct.ThrowIfCancellationRequested();
    }

    async Task<int> Portion(string table, string age, DateTimeOffset before, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            $"DELETE FROM {table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM {table} WHERE {age} < $1 LIMIT {AtOnce} FOR UPDATE SKIP LOCKED))");
        command.Parameters.Add(new() { Value = before });
        return await command.ExecuteNonQueryAsync(ct);
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Old rows stay for another ten minutes: {Reason}")]
        public static partial void NotTidied(ILogger logger, string reason);
    }
}
