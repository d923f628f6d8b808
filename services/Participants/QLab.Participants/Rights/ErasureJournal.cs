using System.Text;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Privacy;

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

/// <summary>
/// At every start: the journal and the database tell each other whom they have forgotten, and every service is reminded,
/// because any of the databases may have come from a backup since.
/// </summary>
sealed class RememberErasures(IServiceScopeFactory scopes, ErasureJournal journal, TimeProvider time) : IHostedService
{
    const int Portion = 500;

    public async Task StartAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ParticipantsDb>();
        var erased = scope.ServiceProvider.GetRequiredService<ErasedIds>();
        var events = scope.ServiceProvider.GetRequiredService<IEvents>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended('remember erasures', 3))", ct);

        var written = await journal.ReadAsync(ct);
        await erased.RememberAsync(written, ct);
        var all = await erased.ReadAsync(ct);
        var known = written.Select(Convert.ToBase64String).ToHashSet(StringComparer.Ordinal);
        await journal.WriteAsync(all.Where(hash => !known.Contains(Convert.ToBase64String(hash))), ct);

        foreach (var portion in all.Chunk(Portion))
            events.Publish(new ErasuresRemembered([.. portion.Select(Convert.ToBase64String)], time.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    public Task StopAsync(CancellationToken ct) => Task.CompletedTask;
}
