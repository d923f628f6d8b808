using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants.Rights;

/// <summary>
/// At every start: the journal and the database tell each other whom they have forgotten, and every service is reminded,
/// because any of the databases may have come from a backup since.
/// </summary>
sealed class RememberErasures(IServiceScopeFactory scopes, ErasureJournal journal, TimeProvider time) : IHostedService
{
    const int Portion = 500;

    public async Task StartAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ParticipantsDb>();
        var erased = scope.ServiceProvider.GetRequiredService<ErasedIds>();
        var events = scope.ServiceProvider.GetRequiredService<IEvents>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended('remember erasures', 3))", ct);

        var written = await journal.ReadAsync(ct);
        await erased.RememberAsync(written, ct);
        var all = await erased.ReadAsync(ct);
        var known = written.Select(Convert.ToBase64String).ToHashSet(StringComparer.Ordinal);
        await journal.WriteAsync(all.Where(hash => !known.Contains(Convert.ToBase64String(hash))), ct);

        foreach (var portion in all.Chunk(Portion))
            events.Publish(new ErasuresRemembered([.. portion.Select(Convert.ToBase64String)], time.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    public Task StopAsync(CancellationToken ct) => Task.CompletedTask;
}
