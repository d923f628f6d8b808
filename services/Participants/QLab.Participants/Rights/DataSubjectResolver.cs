using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.People;
using QLab.ServiceDefaults.Privacy;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Rights;

static class Locking
{
    public static IQueryable<Person> Me(this ParticipantsDb db, ClaimsPrincipal user)
    {
        var me = user.Myself();
        return db.People.Where(p => p.Id == me);
    }

    /// <summary>Waits for whoever is erasing the same person; false when they are gone then.</summary>
    public static async Task<bool> LockAsync(this ParticipantsDb db, Guid person, CancellationToken ct) =>
        (await db.Database.SqlQuery<Guid>($"SELECT id FROM people WHERE id = {person} FOR UPDATE").ToListAsync(ct)).Count == 1;
}

/// <summary>The one place that turns a person into pseudonyms, and back.</summary>
sealed class DataSubjectResolver(ParticipantsDb db) : IDataSubjectResolver
{
    public async Task<DataSubject> ResolveAsync(Guid id, CancellationToken ct)
    {
        var person = await db.Participations.Where(p => p.Id == id).Select(p => p.PersonId).SingleOrDefaultAsync(ct) ?? id;
        var pseudonyms = await db.Participations.Where(p => p.PersonId == person).Select(p => p.Id).ToListAsync(ct);
        return new(person, pseudonyms);
    }
}
