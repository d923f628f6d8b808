using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;

namespace QLab.ServiceDefaults.Scheduling;

/// <summary>A row that <see cref="IDueWork"/> failed with, and until when it is left alone. Rows that never failed have none.</summary>
sealed class PostponedWork
{
    static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public required string Work { get; init; }
    public required Guid RowId { get; init; }
    public required int Failures { get; init; }
    public required DateTimeOffset NotBefore { get; init; }
    public required string Reason { get; init; }

    internal static void Map(EntityTypeBuilder<PostponedWork> entity) =>
        entity.ToTable("postponed_work").HasKey(p => new { p.Work, p.RowId });

    /// <summary>Claims the row that has been due for longest, with a lock that lasts as long as the transaction.</summary>
    /// <returns>The row's id and how often the work failed with it; null when nothing is due that nobody else works on.</returns>
    public static async Task<ClaimedRow?> ClaimAsync(DbContext db, string work, DueRows rows, DateTimeOffset now, CancellationToken ct) =>
        (await db.Database.SqlQueryRaw<ClaimedRow>(rows.ClaimSql, new NpgsqlParameter("work", work), new NpgsqlParameter("now", now))
            .ToListAsync(ct)).SingleOrDefault();

    /// <summary>Leaves the row alone for a while.</summary>
    public static async Task PostponeAsync(
        NpgsqlDataSource database, string work, ClaimedRow row, string reason, DateTimeOffset now, CancellationToken ct)
    {
        var failures = row.Failures + 1;
        await using var command = database.CreateCommand("""
            INSERT INTO postponed_work AS p (work, row_id, failures, not_before, reason) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (work, row_id) DO UPDATE SET failures = $3, not_before = $4, reason = $5 WHERE p.failures < $3
            """);
        object[] values = [work, row.Id, failures, now + Backoff.After(failures, TimeSpan.MaxValue, Longest), reason];
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>That the row once failed is over with this transaction.</summary>
    public static Task ForgetAsync(DbContext db, string work, ClaimedRow row, CancellationToken ct) =>
        row.Failures == 0
            ? Task.CompletedTask
            : db.Set<PostponedWork>().Where(p => p.Work == work && p.RowId == row.Id).ExecuteDeleteAsync(ct);
}

sealed record ClaimedRow(Guid Id, int Failures);
