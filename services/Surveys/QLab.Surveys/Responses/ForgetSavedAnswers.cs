using Npgsql;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Surveys.Responses;

/// <summary>Takes out answers that nobody came back for.</summary>
sealed class ForgetSavedAnswers(NpgsqlDataSource database, TimeProvider time) : IPeriodicWork
{
    public async Task RunAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand("DELETE FROM saved_answers WHERE saved_on < $1");
        command.Parameters.Add(new() { Value = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-SaveAnswers.KeptDays) });
        await command.ExecuteNonQueryAsync(ct);
    }
}
