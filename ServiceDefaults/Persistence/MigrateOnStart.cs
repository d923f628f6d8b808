using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace QLab.ServiceDefaults.Persistence;

/// <summary>Migrates before anything else of the service starts; waits for a database that is not up yet.</summary>
sealed partial class MigrateOnStart(Migrations migrations, TimeProvider time, ILogger<MigrateOnStart> logger) : IHostedLifecycleService
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task StartingAsync(CancellationToken ct)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                await migrations.ApplyAsync(ct);
                return;
            }
            catch (NpgsqlException e) when (e.IsTransient && time.GetElapsedTime(started) < Patience)
            {
                Log.Waiting(logger, e.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), time, ct);
            }
        }
    }

    public Task StartAsync(CancellationToken ct) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken ct) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken ct) => Task.CompletedTask;
    public Task StopAsync(CancellationToken ct) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken ct) => Task.CompletedTask;

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Waiting for the database: {Reason}")]
        public static partial void Waiting(ILogger logger, string reason);
    }
}
