using System.Text;

namespace QLab.Participants.Rights;

/// <summary>
/// The hashes of erased ids in a file of their own (<c>Erasures:Journal</c>), one a line in Base64, kept apart from the databases and
/// their backups: it is how a restored database learns whom it must forget again. Without the setting the databases alone remember.
/// </summary>
sealed class ErasureJournal(IConfiguration configuration)
{
    readonly string? path = configuration["Erasures:Journal"] is { Length: > 0 } file ? file : null;
    readonly SemaphoreSlim turn = new(1);

    /// <summary>On the disk before it returns: an erasure that is not in the journal is not accepted.</summary>
    public async Task WriteAsync(IEnumerable<byte[]> hashes, CancellationToken ct)
    {
        if (path is null) return;
        await turn.WaitAsync(ct);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            await using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            // A line begins with its break: one that a crash has cut short then spoils none after it.
            await file.WriteAsync(
                Encoding.ASCII.GetBytes(string.Concat(hashes.Select(hash => '\n' + Convert.ToBase64String(hash))) + '\n'), ct);
            file.Flush(flushToDisk: true);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>All of it. A last line that a crash cut short is left out: its erasure was not accepted.</summary>
    public async Task<IReadOnlyList<byte[]>> ReadAsync(CancellationToken ct)
    {
        if (path is null || !File.Exists(path)) return [];
        var lines = await File.ReadAllLinesAsync(path, ct);
        return [.. lines.Select(Hash).OfType<byte[]>()];
    }

    static byte[]? Hash(string line)
    {
        var bytes = new byte[32];
        return Convert.TryFromBase64String(line, bytes, out var written) && written == bytes.Length ? bytes : null;
    }
}
