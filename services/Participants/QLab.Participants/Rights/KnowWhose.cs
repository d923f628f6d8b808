using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants.Rights;

/// <summary>The one place that turns a person into pseudonyms, and back.</summary>
sealed class KnowWhose(ParticipantsDb db) : IKnowWhose
{
    public async Task<Whose> WhoseAsync(Guid id, CancellationToken ct)
    {
        var person = await db.Participations.Where(p => p.Id == id).Select(p => p.PersonId).SingleOrDefaultAsync(ct) ?? id;
        var pseudonyms = await db.Participations.Where(p => p.PersonId == person).Select(p => p.Id).ToListAsync(ct);
        return new(person, pseudonyms);
    }
}
