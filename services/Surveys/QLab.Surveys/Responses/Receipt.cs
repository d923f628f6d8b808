using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace QLab.Surveys.Responses;

/// <summary>
/// The code by which somebody finds their response again. The response's id follows from it and never the other way round,
/// so the code is stored nowhere; a submission that is sent again with the same key has the same code and so the same id.
/// </summary>
readonly record struct Receipt(string Code)
{
    const int Letters = 20;
    const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's, without letters that are read as digits

    public Guid ResponseId(Guid surveyId)
    {
        var hash = SHA256.HashData([.. surveyId.ToByteArray(), .. Encoding.ASCII.GetBytes(Code)]).AsSpan(0, 16);
        (hash[6], hash[8]) = ((byte)((hash[6] & 0x0F) | 0x80), (byte)((hash[8] & 0x3F) | 0x80)); // UUID version 8 (RFC 9562 §5.8)
        return new(hash, bigEndian: true);
    }

    /// <summary>In groups of five, as it is shown.</summary>
    public override string ToString() => string.Join('-', Code.Chunk(5).Select(group => new string(group)));

    public static Receipt New() => Of(RandomNumberGenerator.GetBytes(Letters));

    public static Receipt For(string key, Guid surveyId, byte[] secret) =>
        Of(HMACSHA256.HashData(secret, (byte[])[.. surveyId.ToByteArray(), .. Encoding.UTF8.GetBytes(key)]));

    /// <summary>Reads what somebody typed: case, spaces and hyphens do not matter, O is 0, I and L are 1.</summary>
    public static Receipt? Read(string? typed)
    {
        var code = new string([.. (typed ?? "").ToUpperInvariant()
            .Where(c => c is not (' ' or '-'))
            .Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c })]);
        return code.Length == Letters && code.All(Alphabet.Contains) ? new(code) : null;
    }

    static Receipt Of(byte[] random) => new(new string([.. random.Take(Letters).Select(b => Alphabet[b & 31])]));
}

/// <summary>Codes that people are given and type again; only their hashes are kept.</summary>
static class ReceiptCodes
{
    public static string New() => Receipt.New().ToString();

    /// <summary>The hash by which a code is found; null when it cannot be one.</summary>
    public static byte[]? HashOf(string? typed) =>
        Receipt.Read(typed) is { } code ? SHA256.HashData(Encoding.ASCII.GetBytes(code.Code)) : null;

    public static bool Same(string one, string other) => Receipt.Read(one) is { } code && code == Receipt.Read(other);
}

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
