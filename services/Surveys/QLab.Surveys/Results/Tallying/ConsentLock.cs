namespace QLab.Surveys.Results.Tallying;

/// <summary>
/// Who folds responses of a survey into tallies, or takes one out, shares this lock until the commit; who changes which of them may be
/// used has it alone. So a response goes out of a tally for the same reason as it went in.
/// </summary>
static class ConsentLock
{
    /// <remarks>$1 is the survey.</remarks>
    public const string SharedSql = "SELECT pg_advisory_xact_lock_shared(hashtextextended('consents ' || $1::uuid::text, 5))";

    /// <summary>Of every survey of some projects that knows whose responses are, in an order that all who do so share.</summary>
    /// <remarks>@projects.</remarks>
    public const string AloneSql = """
        SELECT pg_advisory_xact_lock(hashtextextended('consents ' || id::text, 5))
        FROM (SELECT id FROM surveys WHERE project_id = ANY(@projects) AND mode <> 'Anonymous' ORDER BY id) AS named
        """;
}
