using Microsoft.EntityFrameworkCore;
using QLab.Contributions;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Participants.Consumers;

/// <summary>
/// Keeps what people who take part have given; of several versions the highest counts. Anonymous contributions are nobody's here, and
/// somebody who was erased is not found among the participations.
/// </summary>
sealed class KeepContributions(ParticipantsDb db) : IHandle<ContributionGiven>, IHandle<ContributionWithdrawn>
{
    public async Task Handle(IReadOnlyList<ContributionGiven> events, CancellationToken ct)
    {
        foreach (var given in events.Where(e => e.ParticipantId != null).OrderBy(e => e.ContributionId).ThenBy(e => e.Version))
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO contributions AS c (id, participation_id, project_id, service, kind, label, given_at, version)
                SELECT {given.ContributionId}, p.id, p.project_id, {given.Service}, {given.Kind}, {given.Label}, {given.OccurredAt.ToUniversalTime()}, {given.Version}
                FROM participations p WHERE p.id = {given.ParticipantId} AND p.person_id IS NOT NULL
                ON CONFLICT (id) DO UPDATE SET service = excluded.service, kind = excluded.kind, label = excluded.label,
                    given_at = least(c.given_at, excluded.given_at), taken_back = false, version = excluded.version
                WHERE c.version < excluded.version
                """, ct);
    }

    /// <remarks>
    /// A withdrawal names nobody: one that comes before its contribution finds no row, and the contribution's outcome says it then.
    /// </remarks>
    public async Task Handle(IReadOnlyList<ContributionWithdrawn> events, CancellationToken ct)
    {
        foreach (var withdrawn in events.OrderBy(e => e.ContributionId))
            await db.Contributions.Where(c => c.Id == withdrawn.ContributionId && c.Version < withdrawn.Version).ExecuteUpdateAsync(
                set => set.SetProperty(c => c.TakenBack, true).SetProperty(c => c.Version, withdrawn.Version), ct);
    }
}
