using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.ServiceDefaults.Files;

/// <summary>
/// The files of a service, in its own database: one backup holds them, every replica sees them, and they commit with what refers to them.
/// </summary>
public sealed class FileStore
{
    const string Copy = "COPY file_chunks (hash, number, bytes) FROM STDIN (FORMAT binary)";

    readonly ServiceDb db;
    readonly NpgsqlDataSource database;
    readonly AfterCommit afterCommit;
    readonly WakeSignal<SweepFiles> sweep;
    readonly TimeProvider time;

    internal FileStore(ServiceDb db, NpgsqlDataSource database, AfterCommit afterCommit, WakeSignal<SweepFiles> sweep, TimeProvider time)
    {
        (this.db, this.database) = (db, database);
        (this.afterCommit, this.sweep, this.time) = (afterCommit, sweep, time);
    }

    /// <summary>
    /// Stores a file's content in the transaction that runs, in which the row that refers to it has to be saved too. What is stored already
    /// stays.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="ct">Gives up; nothing of it stays once the transaction is rolled back.</param>
    public async Task StoreAsync(AcceptedFile file, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("A file is stored in the transaction of the row that refers to it.");
        if (!await IsNewAsync(file, ct)) return;

        file.Content.Position = 0;
        await using var copy = await ((NpgsqlConnection)db.Database.GetDbConnection()).BeginBinaryImportAsync(Copy, ct);
        var bytes = new byte[FileChunk.Length];
        for (var number = 0; await ReadAsync() is > 0 and var read; number++)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(file.Hash, NpgsqlDbType.Bytea, ct);
            await copy.WriteAsync(number, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync(bytes.AsMemory(0, read), NpgsqlDbType.Bytea, ct);
        }
        await copy.CompleteAsync(ct);

        ValueTask<int> ReadAsync() => file.Content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
    }

    /// <summary>The answer that holds a file: whole, in part, or 304 to whoever has it.</summary>
    /// <param name="content">Its content, whose rows are read while they are sent.</param>
    /// <param name="name">What it is to be called where it is saved.</param>
    public FileDownload Download(FileContent content, string name) => new(database, content, name);

    /// <summary>
    /// Takes out, in the transaction that runs, the contents that no row refers to any more. Call it after deleting rows that did.
    /// </summary>
    /// <param name="ct">Gives up.</param>
    /// <remarks>Two who delete the last two references at once each see the other's: <see cref="SweepFiles"/> looks again.</remarks>
    public Task DropUnreferencedAsync(CancellationToken ct)
    {
        afterCommit.Do(sweep.Wake);
        return SweepAsync(ct);
    }

    internal async Task SweepAsync(CancellationToken ct)
    {
        // Whoever stores the same content locks it until a row refers to it. Only a statement that begins after the lock sees that row.
        var find = $"SELECT hash AS \"Value\" {Unreferenced()} FOR UPDATE SKIP LOCKED";
        var drop = $"DELETE {Unreferenced()} AND hash = ANY(@hashes)";
        var hashes = (await db.Database.SqlQueryRaw<byte[]>(find).ToListAsync(ct)).ToArray();
        if (hashes.Length > 0) await db.Database.ExecuteSqlRawAsync(drop, [new NpgsqlParameter("hashes", hashes)], ct);
    }

    /// <remarks>
    /// Which tables refer is the model's to say. A replica of an older build may not know one of them: then the foreign key refuses its
    /// sweep.
    /// </remarks>
    string Unreferenced() => db.Model.FindEntityType(typeof(FileContent))!.GetReferencingForeignKeys()
        .Where(reference => reference.DeclaringEntityType.ClrType != typeof(FileChunk))
        .Aggregate("FROM file_contents c WHERE true", (sql, reference) => $"""
            {sql} AND NOT EXISTS (
                SELECT FROM {reference.DeclaringEntityType.GetTableName()} r WHERE r.{reference.Properties[0].GetColumnName()} = c.hash)
            """);

    /// <remarks>Locks the row of a content that is there already, so that it does not go before the new reference is committed.</remarks>
    async Task<bool> IsNewAsync(AcceptedFile file, CancellationToken ct) => (await db.Database.SqlQuery<bool>($"""
        INSERT INTO file_contents (hash, media_type, size, stored_at)
        VALUES ({file.Hash}, {file.Type.MediaType}, {file.Size}, {time.GetUtcNow()})
        ON CONFLICT (hash) DO UPDATE SET size = excluded.size
        RETURNING xmax = 0 AS "Value"
        """).ToListAsync(ct)).Single();
}
