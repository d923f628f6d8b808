using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.ServiceDefaults.Privacy;

/// <summary>
/// The ids that were erased from this service, as SHA-256 of their usual text: enough to know one again, and no way back.
/// </summary>
public sealed class ErasedIds(ServiceDb db, IEnumerable<IPersonalData> nouns, TimeProvider time)
{
    /// <summary>The hash of one id.</summary>
    /// <param name="id">The id.</param>
    public static byte[] HashOf(Guid id) => SHA256.HashData(Encoding.ASCII.GetBytes(id.ToString()));

    /// <summary>Remembers hashes; those that are known already stay as they are.</summary>
    /// <param name="hashes">The hashes.</param>
    /// <param name="ct">Cancels the statement.</param>
    public Task RememberAsync(IEnumerable<byte[]> hashes, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        INSERT INTO erased_ids (hash, erased_at)
        SELECT hash, {time.GetUtcNow()} FROM unnest({hashes.ToArray()}) AS hash
        ON CONFLICT DO NOTHING
        """, ct);

    /// <summary>Everything that is remembered.</summary>
    /// <param name="ct">Cancels reading.</param>
    public Task<List<byte[]>> ReadAsync(CancellationToken ct) =>
        db.Database.SqlQuery<byte[]>($"SELECT hash AS \"Value\" FROM erased_ids").ToListAsync(ct);

    /// <summary>Whether anything is remembered.</summary>
    /// <param name="ct">Cancels reading.</param>
    public Task<bool> AnyAsync(CancellationToken ct) =>
        db.Database.SqlQuery<bool>($"SELECT EXISTS (SELECT 1 FROM erased_ids) AS \"Value\"").SingleAsync(ct);

    /// <summary>Whether one of these was erased.</summary>
    /// <param name="ids">The ids, erased or not.</param>
    /// <param name="ct">Cancels reading.</param>
    public Task<bool> IncludeAnyAsync(IEnumerable<Guid> ids, CancellationToken ct)
    {
        var hashes = ids.Distinct().Select(HashOf).ToArray();
        return db.Database
            .SqlQuery<bool>($"SELECT EXISTS (SELECT 1 FROM erased_ids WHERE hash = ANY({hashes})) AS \"Value\"").SingleAsync(ct);
    }

    /// <summary>
    /// Erased ids that stand in a table with personal data all the same: a backup or a late message has brought them back.
    /// </summary>
    /// <param name="ct">Cancels reading.</param>
    public async Task<IReadOnlyList<Guid>> FindAsync(CancellationToken ct)
    {
        if (!await AnyAsync(ct)) return [];
        var columns = await ColumnsAsync(ct);
        if (columns.Count == 0) return [];
        return await db.Database.SqlQueryRaw<Guid>(string.Join(" UNION ", columns.Select(column => $"""
            SELECT "{column.Name}" AS "Value" FROM "{column.Table}"
            WHERE sha256(convert_to("{column.Name}"::text, 'UTF8')) IN (SELECT hash FROM erased_ids)
            """))).ToListAsync(ct);
    }

    Task<List<Column>> ColumnsAsync(CancellationToken ct)
    {
        string[] tables = [.. nouns.SelectMany(noun => noun.Tables)];
        return db.Database.SqlQuery<Column>($"""
            SELECT table_name AS "Table", column_name AS "Name" FROM information_schema.columns
            WHERE table_schema = 'public' AND data_type = 'uuid' AND table_name = ANY({tables})
            """).ToListAsync(ct);
    }

    sealed record Column(string Table, string Name);
}

sealed class ErasedId
{
    public required byte[] Hash { get; init; }
    public required DateTimeOffset ErasedAt { get; init; }

    public static void Map(ModelBuilder modelBuilder) =>
        modelBuilder.Entity<ErasedId>(entity => entity.ToTable("erased_ids").HasKey(id => id.Hash));
}

/// <summary>
/// Who knows all ids of a person, given one of them. Only the service that holds people registers one; elsewhere an id stands for
/// itself.
/// </summary>
public interface IDataSubjectResolver
{
    /// <summary>All ids under which the owner of this one is known here.</summary>
    /// <param name="id">A person's id or a pseudonym.</param>
    /// <param name="ct">Cancels reading.</param>
    Task<DataSubject> ResolveAsync(Guid id, CancellationToken ct);
}

/// <summary>Erases again what was erased before and is there nonetheless.</summary>
sealed partial class ReErasure(ErasedIds erased, PersonalData personalData, IServiceProvider services, ILogger<ReErasure> logger)
{
    public async Task RunAsync(CancellationToken ct)
    {
        var back = await erased.FindAsync(ct);
        if (back.Count == 0) return;

        var known = services.GetService<IDataSubjectResolver>();
        foreach (var id in back) await personalData.EraseAsync(known is null ? new(id, [id]) : await known.ResolveAsync(id, ct), ct);
        Log.ErasedAgain(logger, back.Count);
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Count} ids that had been erased were back, by a restored backup or a late message; they are erased again")]
        public static partial void ErasedAgain(ILogger logger, int count);
    }
}

/// <summary>
/// Looks at every start, because a backup may have been restored before it, and then every hour for what late messages brought back.
/// </summary>
sealed class ReErasureWork(ServiceDb db, ReErasure reErasure) : IPeriodicWork
{
    public async Task RunAsync(CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        await reErasure.RunAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
