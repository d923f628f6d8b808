using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.ServiceDefaults.Privacy;

/// <summary>
/// How a service as a whole answers for the people in its data: each noun in the order of registration, then what the platform itself
/// keeps.
/// </summary>
public sealed class PersonalData
{
    static readonly JsonSerializerOptions JsonOptions = Json.Apply(new() { WriteIndented = true });

    readonly ServiceDb db;
    readonly IEnumerable<IPersonalData> nouns;
    readonly ErasedIds erased;
    readonly WakeSignal<FinishErasures> finishErasures;
    readonly AfterCommit afterCommit;
    readonly TimeProvider time;

    internal PersonalData(
        ServiceDb db, IEnumerable<IPersonalData> nouns, ErasedIds erased, WakeSignal<FinishErasures> finishErasures,
        AfterCommit afterCommit, TimeProvider time)
    {
        (this.db, this.nouns, this.erased) = (db, nouns, erased);
        (this.finishErasures, this.afterCommit, this.time) = (finishErasures, afterCommit, time);
    }

    /// <summary>Everything the service keeps about somebody: a JSON object with a member for each noun that keeps something.</summary>
    /// <param name="subject">Whose data.</param>
    /// <param name="ct">Cancels reading.</param>
    public async Task<byte[]> ExportAsync(DataSubject subject, CancellationToken ct)
    {
        var parts = new Dictionary<string, object>();
        foreach (var noun in nouns)
            if (await noun.ExportAsync(subject, ct) is { } part and not System.Collections.ICollection { Count: 0 })
                parts[noun.Name] = part;
        return JsonSerializer.SerializeToUtf8Bytes(parts, JsonOptions);
    }

    /// <summary>
    /// Erases somebody inside the transaction that runs, and remembers that it was done. Answers kept for repeated requests that name
    /// one of the ids go as well; dead letters that do follow after the commit, because the broker may be away.
    /// </summary>
    /// <param name="subject">Whose data.</param>
    /// <param name="ct">Cancels the erasure.</param>
    public Task EraseAsync(DataSubject subject, CancellationToken ct) => EraseAsync(subject, null, ct);

    /// <summary>The same, and has an <see cref="ErasureRequested"/> answered once the dead letters are gone too.</summary>
    internal async Task EraseAsync(DataSubject subject, Guid? answered, CancellationToken ct)
    {
        foreach (var noun in nouns) await noun.EraseAsync(subject, ct);
        await db.SaveChangesAsync(ct);

        var ids = subject.Ids.Select(id => id.ToString()).ToArray();
        await db.Database.ExecuteSqlAsync($"""
            DELETE FROM idempotency_records r USING unnest({ids}) AS id
            WHERE r.caller = id OR strpos(convert_from(r.body, 'UTF8'), id) > 0 OR strpos(r.headers::text, id) > 0
            """, ct);
        await erased.RememberAsync(subject.Ids.Select(ErasedIds.HashOf), ct);
        db.Add(new DeadLetterErasure { ErasureId = answered, AskedAt = time.GetUtcNow() });
        await db.SaveChangesAsync(ct);
        afterCommit.Do(finishErasures.Wake);
    }

    /// <summary>Puts the copies of every noun right.</summary>
    /// <param name="correction">What is right.</param>
    /// <param name="ct">Cancels the correction.</param>
    public async Task CorrectAsync(CorrectionRequested correction, CancellationToken ct)
    {
        foreach (var noun in nouns) await noun.CorrectAsync(correction, ct);
    }
}
