using System.Data;
using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using QLab.Surveys.Consents;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Exports;

/// <summary>A response as it was at a position.</summary>
/// <param name="Answers">The JSON object as the database writes it, in UTF-8.</param>
readonly record struct FrozenResponse(Guid Id, DateTime SubmittedAt, Guid? ParticipantId, string Language, ReadOnlyMemory<byte> Answers);

/// <param name="LeftOut">How many more may not be used, by reason.</param>
readonly record struct FrozenCount(long Rows, IReadOnlyDictionary<string, long> LeftOut)
{
    /// <summary>How many of those are nobody's any more, because people were erased.</summary>
    public long Erased => LeftOut.GetValueOrDefault(Consents.LeftOut.ErasedReason);
}

/// <summary>
/// The responses of a survey as of a position, read in one pass: what was amended later as it was, what was withdrawn since, or may not
/// be used for research, not at all. Counting and reading see the same snapshot.
/// </summary>
sealed class FrozenResponses : IAsyncDisposable
{
    static readonly string Usable = UsableResponses.Sql("r");
    static readonly string AsOf = $"""
        {Standing("r.id, r.position, r.submitted_at, r.participant_id, r.language, r.answers")} AND {Usable}
        UNION ALL
        {StoodEarlier("r.id, e.position, r.submitted_at, r.participant_id, e.language, e.answers")} AND {Usable}
        """;
    static readonly string Reasons = $"""
        SELECT reason, count(*) FROM (
            {Standing($"{UsableResponses.ReasonSql("r")} AS reason")} UNION ALL {StoodEarlier(UsableResponses.ReasonSql("r"))}) AS frozen
        GROUP BY reason
        """;

    static string Standing(string columns) =>
        $"SELECT {columns} FROM responses r WHERE r.survey_id = $1 AND r.position <= $2 AND NOT r.withdrawn";

    static string StoodEarlier(string columns) => $"""
        SELECT {columns} FROM earlier_answers e JOIN responses r ON r.id = e.response_id
        WHERE e.survey_id = $1 AND e.position <= $2 AND e.until_position > $2 AND NOT r.withdrawn
        """;

    readonly NpgsqlConnection connection;
    readonly NpgsqlTransaction transaction;
    readonly Survey survey;
    readonly long position;

    FrozenResponses(NpgsqlConnection connection, NpgsqlTransaction transaction, Survey survey, long position) =>
        (this.connection, this.transaction, this.survey, this.position) = (connection, transaction, survey, position);

    /// <summary>In the transaction that sees the snapshot.</summary>
    public NpgsqlConnection Connection => connection;

    public static async Task<FrozenResponses> OpenAsync(NpgsqlDataSource database, Survey survey, long position, CancellationToken ct)
    {
        var connection = await database.OpenConnectionAsync(ct);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
            // A sort that falls back to disk should do so in one merge, however many responses there are.
            await using var settings = new NpgsqlCommand("SET LOCAL work_mem = '64MB'", connection, transaction);
            await settings.ExecuteNonQueryAsync(ct);
            return new(connection, transaction, survey, position);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<FrozenCount> CountAsync(CancellationToken ct)
    {
        await using var command = Command(Reasons);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var (rows, leftOut) = (0L, new Dictionary<string, long>());
        while (await reader.ReadAsync(ct))
        {
            if (await reader.IsDBNullAsync(0, ct)) rows = reader.GetInt64(1);
            else leftOut[reader.GetString(0)] = reader.GetInt64(1);
        }
        return new(rows, leftOut);
    }

    /// <remarks>
    /// In the order of arrival; in an anonymous survey, where that would say something, in the order of the ids, which are random.
    /// </remarks>
    public async IAsyncEnumerable<FrozenResponse> ReadAsync([EnumeratorCancellation] CancellationToken ct = default)
    {
        var isAnonymous = survey.Mode == SurveyMode.Anonymous;
        await using var command = Command($"SELECT id, submitted_at, {(survey.Mode == SurveyMode.Identified ? "participant_id" : "NULL::uuid")}, language, answers FROM ({AsOf}) AS frozen ORDER BY {(isAnonymous ? "id" : "position, id")}");
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, ct);
        while (await reader.ReadAsync(ct))
            yield return new(
                reader.GetGuid(0), reader.GetDateTime(1), await reader.IsDBNullAsync(2, ct) ? null : reader.GetGuid(2), reader.GetString(3),
                reader.GetFieldValue<byte[]>(4));
    }

    NpgsqlCommand Command(string sql) => new(sql, connection, transaction)
    {
        CommandTimeout = 0, // a large sort may take longer than a query should; who waits can go away
        Parameters = { new() { Value = survey.Id }, new() { Value = position, NpgsqlDbType = NpgsqlDbType.Bigint } },
    };

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
