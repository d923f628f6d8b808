using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Telemetry;

namespace QLab.Participants.Rights;

/// <summary>How many requests by right are not done yet, and how many of them should have been.</summary>
sealed class RightsMeter(IServiceScopeFactory scopes, IMeterFactory meters, TimeProvider time) : PeriodicMeter
{
    readonly Gauge<long> open = meters.QLab().CreateGauge<long>(
        "qlab.rights_request.open", "{request}", "Requests by right that not every service has answered yet");

    readonly Gauge<long> overdue = meters.QLab().CreateGauge<long>(
        "qlab.rights_request.overdue", "{request}", "Open requests by right whose month has passed");

    public override async Task MeasureAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<ParticipantsDb>(), time.GetUtcNow());
        var counts = await db.RightsRequests.Where(r => r.CompletedAt == null).GroupBy(r => r.Kind)
            .Select(g => new { g.Key, Open = g.LongCount(), Overdue = g.LongCount(r => r.DueAt < now) }).ToDictionaryAsync(g => g.Key, ct);
        foreach (var kind in Enum.GetValues<RightsKind>())
        {
            var tag = Measures.Tag("qlab.rights_request.kind", kind);
            open.Record(counts.GetValueOrDefault(kind)?.Open ?? 0, tag);
            overdue.Record(counts.GetValueOrDefault(kind)?.Overdue ?? 0, tag);
        }
    }
}
