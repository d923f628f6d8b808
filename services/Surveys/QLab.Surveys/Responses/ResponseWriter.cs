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
    readonly GroupCommit<Submission> plain, limited;

    public ResponseWriter(NpgsqlDataSource database, WakeSignal<OutboxRelay> relay)
    {
        (this.database, this.relay) = (database, relay);
        plain = new(StoreAsync, LargestGroup, Workers);
        limited = new(StoreWithinLimitsAsync, LargestGroup);
    }

    /// <summary>Returns when it is durable, or when its <see cref="Submission.Outcome"/> says why it is not.</summary>
    public Task CommitAsync(Submission submission, CancellationToken ct) =>
        (submission.IsPlain ? plain : limited).CommitAsync(submission, ct);

    async Task StoreAsync(IReadOnlyList<Submission> group, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await InsertAsync(connection, group, ct);
        relay.Wake();
    }

    /// <remarks>
    /// Quotas and ballots are locked in an order that all replicas share, so that none waits for another that waits for it.
    /// </remarks>
    async Task StoreWithinLimitsAsync(IReadOnlyList<Submission> group, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var quotas = await QuotaLocks.LockQuotasAsync(connection, group, ct);
        var ballots = await QuotaLocks.LockBallotsAsync(connection, group, ct);

        var admitted = new List<Submission>();
        foreach (var submission in group)
        {
            if (submission.BallotId is { } ballot && !ballots.Remove(ballot)) submission.Outcome = Outcome.BallotUsed;
            else if (submission.Quotas.Any(name => quotas.GetValueOrDefault((submission.SurveyId, name)) <= 0))
                submission.Outcome = Outcome.QuotaFull;
            else Admit(submission);
        }
        await InsertAsync(connection, admitted, ct);
        if (admitted.Any(submission => submission.Outcome != Outcome.Stored)) TryAgain(group);

        await QuotaLocks.UseUpAsync(connection, [.. admitted.Where(submission => submission.Outcome == Outcome.Stored)], ct);
        await transaction.CommitAsync(ct);
        relay.Wake();

        void Admit(Submission submission)
        {
            admitted.Add(submission);
            foreach (var name in submission.Quotas) quotas[(submission.SurveyId, name)]--;
        }
    }

    /// <summary>A place that was kept for a response which then was not stored may have cost another its own.</summary>
    static void TryAgain(IReadOnlyList<Submission> group)
    {
        foreach (var refused in group.Where(submission => submission.Outcome is Outcome.QuotaFull or Outcome.BallotUsed))
            refused.Outcome = Outcome.Open;
    }

    /// <remarks>Without a transaction of its own the batch is one: a single round trip, a single commit.</remarks>
    static async Task InsertAsync(NpgsqlConnection connection, IReadOnlyList<Submission> submissions, CancellationToken ct)
    {
        var distinct = submissions.DistinctBy(submission => submission.Id).ToList();
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(ChangeSequence.WriteLockSql), Insert(distinct) } };
        var stored = new HashSet<Guid>();
        await using (var reader = await batch.ExecuteReaderAsync(ct))
        {
            await reader.NextResultAsync(ct);
            while (await reader.ReadAsync(ct)) stored.Add(reader.GetGuid(0));
        }
        foreach (var submission in submissions) submission.Outcome = stored.Remove(submission.Id) ? Outcome.Stored : Outcome.NotStored;
    }

    static NpgsqlBatchCommand Insert(IReadOnlyList<Submission> submissions) => new("""
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
            Array(NpgsqlDbType.Uuid, submissions.Select(s => s.Id)),
            Array(NpgsqlDbType.Uuid, submissions.Select(s => s.SurveyId)),
            Array(NpgsqlDbType.Xid, submissions.Select(s => s.SurveyVersion)),
            Array(NpgsqlDbType.Uuid, submissions.Select(s => s.ParticipantId)),
            Array(NpgsqlDbType.Text, submissions.Select(s => s.Language)),
            Array(NpgsqlDbType.Jsonb, submissions.Select(s => s.Answers)),
            Array(NpgsqlDbType.TimestampTz, submissions.Select(s => s.SubmittedAt)),
            Array(NpgsqlDbType.Uuid, submissions.SelectMany(s => s.Events.Select(_ => s.Id))),
            Array(NpgsqlDbType.Uuid, submissions.SelectMany(s => s.Events).Select(e => e.MessageId)),
            Array(NpgsqlDbType.Text, submissions.SelectMany(s => s.Events).Select(e => e.Type)),
            Array(NpgsqlDbType.Text, submissions.SelectMany(s => s.Events).Select(e => e.Body)),
            Array(NpgsqlDbType.Text, submissions.SelectMany(s => s.Events).Select(e => e.TraceParent)),
            Array(NpgsqlDbType.TimestampTz, submissions.SelectMany(s => s.Events).Select(e => e.OccurredAt)),
            Array(NpgsqlDbType.Text, submissions.Select(s => string.Join(' ', s.Consents))),
            Array(NpgsqlDbType.Integer, submissions.Select(s => s.ConsentVersion)),
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
sealed record Submission(
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
