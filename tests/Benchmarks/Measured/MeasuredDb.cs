using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;

namespace QLab.Benchmarks.Measured;

public sealed record SomethingMeasured(Guid Id, Guid ProjectId, DateTimeOffset At);

sealed class MeasuredDb(DbContextOptions<MeasuredDb> options) : ServiceDb(options);

/// <summary>A consumer with a small effect, as those of the platform are.</summary>
sealed class AddUp(MeasuredDb db, Arrivals arrivals) : IHandle<SomethingMeasured>
{
    public static Task EffectAsync(MeasuredDb db, int count, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"UPDATE effects SET count = count + {count} WHERE name = 'measured'", ct);

    public async Task Handle(IReadOnlyList<SomethingMeasured> events, CancellationToken ct)
    {
        arrivals.Note(events);
        await EffectAsync(db, events.Count, ct);
    }
}
