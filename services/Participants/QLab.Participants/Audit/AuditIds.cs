using Microsoft.EntityFrameworkCore;

namespace QLab.Participants.Audit;

/// <summary>Under which ids the audit log knows those whose data is shown.</summary>
static class AuditIds
{
    public static Task<List<Guid>> AuditIdsOfPeopleAsync(this ParticipantsDb db, IEnumerable<Guid> people, CancellationToken ct) =>
        db.People.Where(p => people.Contains(p.Id)).Select(p => p.AuditId).ToListAsync(ct);

    public static async Task<Guid[]> AuditIdsOfParticipantsAsync(this ParticipantsDb db, IEnumerable<Guid> participants, CancellationToken ct) =>
        await db.Participations.Where(t => participants.Contains(t.Id))
            .Join(db.People, t => t.PersonId, p => p.Id, (_, p) => p.AuditId)
            .ToArrayAsync(ct);
}
