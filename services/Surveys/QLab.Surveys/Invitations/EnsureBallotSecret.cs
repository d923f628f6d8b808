using Npgsql;

namespace QLab.Surveys.Invitations;

/// <summary>Refuses to start without the secret that codes are made from, and with another one than before.</summary>
sealed class EnsureBallotSecret(BallotCodes codes, NpgsqlDataSource database) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var fingerprint = codes.Fingerprint();
        await using var keep = database.CreateCommand("INSERT INTO secrets (name, value) VALUES ('ballots', $1) ON CONFLICT DO NOTHING");
        keep.Parameters.Add(new() { Value = fingerprint });
        await keep.ExecuteNonQueryAsync(cancellationToken);
        await using var read = database.CreateCommand("SELECT value FROM secrets WHERE name = 'ballots'");
        var before = (byte[])(await read.ExecuteScalarAsync(cancellationToken))!;
        if (fingerprint.AsSpan().SequenceEqual(before)) return;
        throw new InvalidOperationException(
            $"{BallotCodes.Setting} is not the one that the codes of invitations were made from. Set the former secret again; if it is "
            + "lost, delete the row 'ballots' of secrets: codes that were sent stay good, and who was invited before is no longer reminded.");
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
