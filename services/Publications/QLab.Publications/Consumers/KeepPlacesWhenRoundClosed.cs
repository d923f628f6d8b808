using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Messaging;
using QLab.Workshops.Contracts;

namespace QLab.Publications.Consumers;

/// <summary>A round closes once; it may be heard of before its themes are.</summary>
sealed class KeepPlacesWhenRoundClosed(PublicationsDb db) : IHandle<RoundClosed>
{
    public async Task Handle(IReadOnlyList<RoundClosed> events, CancellationToken ct)
    {
        foreach (var round in events.OrderBy(e => e.RoundId))
            foreach (var place in round.Places.Where(p => p.ThemeId is not null).DistinctBy(p => p.ThemeId).OrderBy(p => p.ThemeId))
                await db.Database.ExecuteSqlAsync($"""
                    INSERT INTO theme_places (round_id, theme_id, place, items, closed_at)
                    VALUES ({round.RoundId}, {place.ThemeId}, {place.Place}, {round.Places.Count}, {round.OccurredAt.ToUniversalTime()})
                    ON CONFLICT DO NOTHING
                    """, ct);
    }
}
