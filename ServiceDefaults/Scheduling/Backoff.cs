using Npgsql;

namespace QLab.ServiceDefaults.Scheduling;

static class Backoff
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A second after the first failure (less where <paramref name="shortest"/> is less), twice as long after each further one.
    /// </summary>
    public static TimeSpan After(int failures, TimeSpan shortest, TimeSpan longest)
    {
        var first = shortest < Second ? shortest : Second;
        var pause = first * Math.Pow(2, Math.Min(failures, 32) - 1);
        return pause < longest ? pause : longest;
    }

    /// <summary>
    /// Why something failed, for the log: what a database says of a refused row may quote the row, so of that only the code.
    /// </summary>
    public static string Reason(Exception failure) =>
        failure.GetBaseException() is PostgresException ? Kind(failure) : $"{Kind(failure)}: {failure.GetBaseException().Message}";

    /// <summary>What kind of failure it was, for a table: nothing of what it was about.</summary>
    public static string Kind(Exception failure) => failure.GetBaseException() switch
    {
        PostgresException refused => $"PostgreSQL refused with {refused.SqlState}",
        var cause => cause.GetType().Name,
    };
}
