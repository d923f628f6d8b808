using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Messaging.DeadLetters;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.ServiceDefaults.Privacy;

/// <summary>
/// Takes dead letters that name erased ids out of the broker's queues: after the commit of the erasure, again and again until it is
/// done, and only then is whoever asked for the erasure answered. No transaction waits for the broker, and doing it twice does no harm,
/// so replicas need not agree. The rows that the erasure left dead in the database's files go before the answer too. At every start,
/// and every hour, it looks for letters that came after an erasure.
/// </summary>
sealed partial class FinishErasures(
    IServiceScopeFactory scopes, DeadLetterQueues letters, NpgsqlDataSource database, ServiceName service, TimeProvider time)
    : IPeriodicWork
{
    static readonly TimeSpan LookAnyway = TimeSpan.FromHours(1);
    static readonly string[] Ours = ["outbox", "inbox", "idempotency_records"];

    long? lookedAt;

    public async Task RunAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, erased) = (scope.ServiceProvider.GetRequiredService<ServiceDb>(), scope.ServiceProvider.GetRequiredService<ErasedIds>());
        var due = await db.Set<DeadLetterErasure>().Select(e => e.Id).ToListAsync(ct);
        var overdue = lookedAt is not { } then || time.GetElapsedTime(then) >= LookAnyway;
        if (due.Count == 0 && !overdue) return;

        var started = time.GetTimestamp();
        if (due.Count > 0 || await erased.AnyAsync(ct))
            await letters.DropAsync(body => erased.IncludeAnyAsync(IdsIn(body), ct), ct);
        lookedAt = started;
        if (due.Count == 0) return;
        await ClearDeadRowsAsync(scope.ServiceProvider.GetServices<IPersonalData>(), ct);
        await AnswerAsync(due, db, scope.ServiceProvider.GetRequiredService<IEvents>(), ct);
    }

    static IEnumerable<Guid> IdsIn(string body) => AnId().Matches(body).Select(match => Guid.Parse(match.Value));

    /// <summary>
    /// What an erasure has deleted or written over stays in the files of the database as dead rows until PostgreSQL's vacuum, which comes
    /// by itself only when enough of a table is dead. So it is asked for, after the commit, in every table that holds personal data.
    /// </summary>
    /// <remarks>
    /// A table that somebody has locked is left to PostgreSQL's own vacuum, and so are rows that a transaction which began earlier may
    /// still see.
    /// </remarks>
    async Task ClearDeadRowsAsync(IEnumerable<IPersonalData> nouns, CancellationToken ct)
    {
        var tables = nouns.SelectMany(noun => noun.Tables).Concat(Ours).Distinct().Order();
        await using var vacuum = database.CreateCommand($"VACUUM (SKIP_LOCKED) {string.Join(", ", tables)}");
        vacuum.CommandTimeout = 0; // a large table may take longer than a query should
        await vacuum.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Of several replicas that have looked for the same letters, the one that takes the row away answers.</summary>
    async Task AnswerAsync(List<long> done, ServiceDb db, IEvents events, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var taken = await db.Set<DeadLetterErasure>()
            .FromSql($"DELETE FROM dead_letter_erasures WHERE id = ANY({done}) RETURNING *").AsNoTracking().ToListAsync(ct);
        foreach (var erasure in taken.Select(e => e.ErasureId).OfType<Guid>())
            events.Publish(new PersonalDataErased(erasure, service.Value, time.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.IgnoreCase)]
    private static partial Regex AnId();
}

/// <summary>That dead letters about somebody who has been erased here may still lie at the broker.</summary>
sealed class DeadLetterErasure
{
    public long Id { get; private init; }

    /// <summary>The request that is answered when they are gone; null when nobody waits for an answer.</summary>
    public Guid? ErasureId { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    public static void Map(ModelBuilder modelBuilder) => modelBuilder.Entity<DeadLetterErasure>(entity =>
    {
        entity.ToTable("dead_letter_erasures").HasKey(e => e.Id);
        entity.Property(e => e.Id).UseIdentityAlwaysColumn();
    });
}
