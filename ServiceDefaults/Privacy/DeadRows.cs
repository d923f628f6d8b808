using Npgsql;

namespace QLab.ServiceDefaults.Privacy;

/// <summary>
/// What an erasure has deleted or written over stays in the files of the database as dead rows until PostgreSQL's vacuum, which comes
/// by itself only when enough of a table is dead. So it is asked for, after the commit, in every table that holds personal data.
/// </summary>
/// <remarks>
/// A table that somebody has locked is left to PostgreSQL's own vacuum, and so are rows that a transaction which began earlier may
/// still see.
/// </remarks>
sealed class DeadRows(NpgsqlDataSource database, IEnumerable<IPersonalData> nouns)
{
    static readonly string[] Ours = ["outbox", "inbox", "remembered_answers"];

    public async Task ClearAsync(CancellationToken ct)
    {
        var tables = nouns.SelectMany(noun => noun.Tables).Concat(Ours).Distinct().Order();
        await using var vacuum = database.CreateCommand($"VACUUM (SKIP_LOCKED) {string.Join(", ", tables)}");
        vacuum.CommandTimeout = 0; // a large table may take longer than a query should
        await vacuum.ExecuteNonQueryAsync(ct);
    }
}
