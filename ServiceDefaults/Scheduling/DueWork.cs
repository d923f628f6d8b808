namespace QLab.ServiceDefaults.Scheduling;

/// <summary>
/// What is done with each row of a table whose time has come; see <see cref="SchedulingExtensions.AddDueWork{TWork}"/>. A row is locked
/// while it is worked on, in a transaction of its own: replicas share the rows, each is done once, and what a killed process had begun
/// another takes up.
/// </summary>
public interface IDueWork
{
    /// <summary>Which rows are due.</summary>
    static abstract DueRows Rows { get; }

    /// <summary>
    /// Does the work for one row. What it changes is saved and committed together, and has to make the row no longer due; a row that still
    /// is due is worked on again, which suits work in portions. When it throws, nothing of it stays and the row waits, longer after each
    /// failure, while others go on.
    /// </summary>
    /// <param name="id">The row's.</param>
    /// <param name="ct">The service stops: throw, and the row is taken up again later.</param>
    Task RunAsync(Guid id, CancellationToken ct);
}

/// <summary>Rows that something is to be done with from a time on.</summary>
/// <param name="Table">The table; its key is <c>id</c>.</param>
/// <param name="Condition">In SQL, with <c>@now</c> for the time: <c>closed_at IS NULL AND closes_at &lt;= @now</c>. An index should serve
/// it.</param>
/// <param name="Since">The column by which the longest due comes first.</param>
public sealed record DueRows(string Table, string Condition, string Since)
{
    internal string ClaimSql { get; } = $"""
        SELECT due.id AS "Id", coalesce((SELECT failures FROM postponed_work p WHERE p.work = @work AND p.row_id = due.id), 0) AS "Failures"
        FROM {Table} due
        WHERE ({Condition})
            AND NOT EXISTS (SELECT FROM postponed_work p WHERE p.work = @work AND p.row_id = due.id AND p.not_before > @now)
        ORDER BY due.{Since} LIMIT 1 FOR UPDATE OF due SKIP LOCKED
        """;
}
