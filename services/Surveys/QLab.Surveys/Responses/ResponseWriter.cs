using Npgsql;
using NpgsqlTypes;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Messaging.Outbox;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Surveys.Responses;

/// <summary>Puts responses on disk: those in flight at the same time share one commit, and each is answered only after it.</summary>
sealed class ResponseWriter : IAsyncDisposable
{
    const int LargestGroup = 200, Workers = 4;

    readonly NpgsqlDataSource database;
    readonly WakeSignal<OutboxRelay> relay;
    readonly GroupCommit<PendingResponse> plain, limited;

    public ResponseWriter(NpgsqlDataSource database, WakeSignal<OutboxRelay> relay)
    {
        (this.database, this.relay) = (database, relay);
        plain = new(StoreAsync, LargestGroup, Workers);
        limited = new(StoreWithinLimitsAsync, LargestGroup);
    }

    /// <summary>Returns when it is durable, or when its <see cref="PendingResponse.Outcome"/> says why it is not.</summary>
    public Task CommitAsync(PendingResponse response, CancellationToken ct) =>
        (response.IsPlain ? plain : limited).CommitAsync(response, ct);

    async Task StoreAsync(IReadOnlyList<PendingResponse> group, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await InsertAsync(connection, group, ct);
        relay.Wake();
    }

    /// <remarks>
    /// Quotas and ballots are locked in an order that all replicas share, so that none waits for another that waits for it.
    /// </remarks>
    async Task StoreWithinLimitsAsync(IReadOnlyList<PendingResponse> group, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var quotas = await QuotaLocks.LockQuotasAsync(connection, group, ct);
        var ballots = await QuotaLocks.LockBallotsAsync(connection, group, ct);

        var admitted = new List<PendingResponse>();
        foreach (var response in group)
        {
            if (response.BallotId is { } ballot && !ballots.Remove(ballot)) response.Outcome = Outcome.BallotUsed;
            else if (response.Quotas.Any(name => quotas.GetValueOrDefault((response.SurveyId, name)) <= 0))
                response.Outcome = Outcome.QuotaFull;
            else Admit(response);
        }
        await InsertAsync(connection, admitted, ct);
        if (admitted.Any(response => response.Outcome != Outcome.Stored)) TryAgain(group);

        await QuotaLocks.UseUpAsync(connection, [.. admitted.Where(response => response.Outcome == Outcome.Stored)], ct);
        await transaction.CommitAsync(ct);
        relay.Wake();

        void Admit(PendingResponse response)
        {
            admitted.Add(response);
            foreach (var name in response.Quotas) quotas[(response.SurveyId, name)]--;
        }
    }

    /// <summary>A place that was kept for a response which then was not stored may have cost another its own.</summary>
    static void TryAgain(IReadOnlyList<PendingResponse> group)
    {
        foreach (var refused in group.Where(response => response.Outcome is Outcome.QuotaFull or Outcome.BallotUsed))
            refused.Outcome = Outcome.Open;
    }

    /// <remarks>Without a transaction of its own the batch is one: a single round trip, a single commit.</remarks>
    static async Task InsertAsync(NpgsqlConnection connection, IReadOnlyList<PendingResponse> responses, CancellationToken ct)
    {
        var distinct = responses.DistinctBy(response => response.Id).ToList();
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(ChangeSequence.WriteLockSql), Insert(distinct) } };
        var stored = new HashSet<Guid>();
        await using (var reader = await batch.ExecuteReaderAsync(ct))
        {
            await reader.NextResultAsync(ct);
            while (await reader.ReadAsync(ct)) stored.Add(reader.GetGuid(0));
        }
        foreach (var response in responses) response.Outcome = stored.Remove(response.Id) ? Outcome.Stored : Outcome.NotStored;
    }

    static NpgsqlBatchCommand Insert(IReadOnlyList<PendingResponse> responses) => new("""
        WITH given AS (
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $14, $15)
                AS g (id, survey_id, survey_version, participant_id, language, answers, submitted_at, consents, consent_version)
        ), stored AS (
            INSERT INTO responses (id, survey_id, participant_id, language, perspectives, answers, submitted_at, withdrawn, consents,
                consent_version, contribution_version, consents_told)
            SELECT g.id, g.survey_id, g.participant_id, g.language, coalesce(p.perspectives, '{}'), g.answers, g.submitted_at, false,
                string_to_array(g.consents, ' '), g.consent_version, 1,
                s.mode <> 'Confidential' OR g.consents = ''
            FROM given g JOIN surveys s ON s.id = g.survey_id AND s.xmin = g.survey_version
                LEFT JOIN participants p ON p.project_id = s.project_id AND p.id = g.participant_id
            ON CONFLICT DO NOTHING
            RETURNING id
        ), announced AS (
            INSERT INTO outbox (message_id, type, body, trace_parent, occurred_at)
            SELECT t.message_id, t.type, t.body, t.trace_parent, t.occurred_at
            FROM unnest($8, $9, $10, $11, $12, $13) AS t (id, message_id, type, body, trace_parent, occurred_at) JOIN stored USING (id)
        )
        SELECT id FROM stored
        """)
    {
        Parameters =
        {
            Array(NpgsqlDbType.Uuid, responses.Select(r => r.Id)),
            Array(NpgsqlDbType.Uuid, responses.Select(r => r.SurveyId)),
            Array(NpgsqlDbType.Xid, responses.Select(r => r.SurveyVersion)),
            Array(NpgsqlDbType.Uuid, responses.Select(r => r.ParticipantId)),
            Array(NpgsqlDbType.Text, responses.Select(r => r.Language)),
            Array(NpgsqlDbType.Jsonb, responses.Select(r => r.Answers)),
            Array(NpgsqlDbType.TimestampTz, responses.Select(r => r.SubmittedAt)),
            Array(NpgsqlDbType.Uuid, responses.SelectMany(r => r.Events.Select(_ => r.Id))),
            Array(NpgsqlDbType.Uuid, responses.SelectMany(r => r.Events).Select(e => e.MessageId)),
            Array(NpgsqlDbType.Text, responses.SelectMany(r => r.Events).Select(e => e.Type)),
            Array(NpgsqlDbType.Text, responses.SelectMany(r => r.Events).Select(e => e.Body)),
            Array(NpgsqlDbType.Text, responses.SelectMany(r => r.Events).Select(e => e.TraceParent)),
            Array(NpgsqlDbType.TimestampTz, responses.SelectMany(r => r.Events).Select(e => e.OccurredAt)),
            Array(NpgsqlDbType.Text, responses.Select(r => string.Join(' ', r.Consents))),
            Array(NpgsqlDbType.Integer, responses.Select(r => r.ConsentVersion)),
        },
    };

    static NpgsqlParameter Array<T>(NpgsqlDbType type, IEnumerable<T> values) =>
        new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type };

    public async ValueTask DisposeAsync()
    {
        await plain.DisposeAsync();
        await limited.DisposeAsync();
    }
}

enum Outcome
{
    /// <summary>Not tried yet, or to be tried again because others were in the way.</summary>
    Open,
    Stored,

    /// <summary>
    /// There is a response with this id or of this participant already, or the survey has changed since the answers were checked.
    /// </summary>
    NotStored,
    QuotaFull,
    BallotUsed,
}

/// <summary>A response on its way to the disk.</summary>
/// <param name="SurveyVersion">The row version of the survey that the answers were checked against.</param>
/// <param name="Answers">As JSON.</param>
/// <param name="Events">What is announced with it.</param>
sealed record PendingResponse(
    Guid Id, Guid SurveyId, uint SurveyVersion, Guid? ParticipantId, string Language, string Answers, DateTimeOffset SubmittedAt,
    IReadOnlyList<EventRow> Events)
{
    public IReadOnlyList<string> Quotas { get; init; } = [];

    public IReadOnlyList<string> Consents { get; init; } = [];

    /// <summary>Of the wording that they were given in.</summary>
    public int? ConsentVersion { get; init; }

    /// <summary>The ballot that is used up with it.</summary>
    public Guid? BallotId { get; init; }

    /// <summary>The unfinished answers that it takes the place of.</summary>
    public byte[]? SavedCodeHash { get; init; }

    public Outcome Outcome { get; set; }

    /// <summary>Whether it is no more than a row and its events, so that a single statement does.</summary>
    public bool IsPlain => Quotas.Count == 0 && BallotId is null && SavedCodeHash is null;
}
