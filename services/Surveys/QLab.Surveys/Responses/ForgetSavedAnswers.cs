using Npgsql;

namespace QLab.Surveys.Responses;

/// <summary>Takes out answers that nobody came back for.</summary>
sealed partial class ForgetSavedAnswers(NpgsqlDataSource database, TimeProvider time, ILogger<ForgetSavedAnswers> logger) : BackgroundService
{
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

    public async Task<int> ForgetAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand("DELETE FROM saved_answers WHERE saved_on < $1");
        command.Parameters.Add(new() { Value = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-SaveAnswers.KeptDays) });
        return await command.ExecuteNonQueryAsync(ct);
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Unfinished answers that are due stay for another hour: {Reason}")]
        public static partial void NotForgotten(ILogger logger, string reason);
    }
}
