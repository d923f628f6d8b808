using Npgsql;

namespace QLab.Surveys.Responses;

/// <summary>
/// What receipts of submissions with a key are made with: without it nobody works out a receipt from a key that was easy to guess.
/// </summary>
sealed class ReceiptSecret(NpgsqlDataSource database)
{
    byte[]? known;

    public async ValueTask<byte[]> ReadAsync(CancellationToken ct)
    {
        if (known is not null) return known;
        await using var command = database.CreateCommand("SELECT value FROM secrets WHERE name = 'receipts'");
        return known = (byte[])(await command.ExecuteScalarAsync(ct))!;
    }
}
