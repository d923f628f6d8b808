using Microsoft.EntityFrameworkCore;
using QLab.Participants.Rights;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants.Consumers;

/// <summary>A part for a request that is complete, or gone with an erasure, is not kept.</summary>
sealed class KeepPartWhenReady(ParticipantsDb db, RightsRequestTracker tracker) : IHandle<ExportPartReady>
{
    public async Task Handle(IReadOnlyList<ExportPartReady> events, CancellationToken ct)
    {
        foreach (var request in await tracker.LockAsync(events.Select(e => e.ExportId), ct))
        {
            foreach (var part in events.Where(e => e.ExportId == request.Id)) await Keep(part, ct);
            await tracker.FinishAsync(request, ct);
        }
    }

    async Task Keep(ExportPartReady part, CancellationToken ct)
    {
        // A service that was asked twice may say something else the second time: the first answer stays whole.
        var answeredAt = part.OccurredAt.ToUniversalTime();
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO export_parts (request_id, service, part, parts, sealed, answered_at)
            SELECT {part.ExportId}, {part.Service}, {part.Part}, {part.Parts}, {part.Sealed}, {answeredAt}
            WHERE NOT EXISTS (SELECT 1 FROM export_parts WHERE request_id = {part.ExportId} AND service = {part.Service} AND answered_at <> {answeredAt})
            ON CONFLICT DO NOTHING
            """, ct);
        var kept = await db.ExportParts.CountAsync(p => p.RequestId == part.ExportId && p.Service == part.Service, ct);
        if (kept == part.Parts) await tracker.NoteAsync(part.ExportId, part.Service, part.OccurredAt, ct);
    }
}
