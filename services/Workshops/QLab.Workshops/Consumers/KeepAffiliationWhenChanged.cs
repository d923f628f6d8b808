using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Workshops.Consumers;

/// <summary>The latest counts, whatever the order of arrival; nothing of somebody who was erased.</summary>
sealed class KeepAffiliationWhenChanged(WorkshopsDb db) : IHandle<ParticipantAffiliationChanged>
{
    public async Task Handle(IReadOnlyList<ParticipantAffiliationChanged> events, CancellationToken ct)
    {
        foreach (var changed in events.OrderBy(changed => changed.ParticipantId))
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO affiliations (participant_id, organisation_id, changed_at)
                SELECT {changed.ParticipantId}, {changed.OrganisationId}::uuid, {changed.OccurredAt.ToUniversalTime()}
                WHERE NOT EXISTS (SELECT FROM erased_ids WHERE hash = {ErasedIds.HashOf(changed.ParticipantId)})
                ON CONFLICT (participant_id) DO UPDATE SET organisation_id = excluded.organisation_id, changed_at = excluded.changed_at
                WHERE affiliations.changed_at < excluded.changed_at
                """, ct);
    }
}
