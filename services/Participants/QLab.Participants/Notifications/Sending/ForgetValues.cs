using Npgsql;

namespace QLab.Participants.Notifications.Sending;

/// <summary>What filled a message that never went out is kept for a week, for whoever wants to send it again, and no longer.</summary>
sealed partial class ForgetValues(NpgsqlDataSource dataSource, TimeProvider time, ILogger<ForgetValues> logger) : BackgroundService
{
    static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ForgetAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                Log.NotForgotten(logger, e.Message);
            }
        }
    }

    public async Task ForgetAsync(CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            "UPDATE notifications SET values = NULL WHERE state IN ('Failed', 'Uncertain') AND values IS NOT NULL AND settled_at < $1");
        command.Parameters.Add(new() { Value = time.GetUtcNow() - Kept });
        await command.ExecuteNonQueryAsync(ct);
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "What filled old messages stays for another hour: {Reason}")]
        public static partial void NotForgotten(ILogger logger, string reason);
    }
}
