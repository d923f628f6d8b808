using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.People;

/// <summary>Whose address an outside issuer has verified.</summary>
sealed class FindPerson(ParticipantsDb db) : IFindPerson
{
    public async Task<Guid?> ByEmailAsync(string email, CancellationToken ct) =>
        EmailAddress.Read(email)?.Key is { } key
            ? await db.People.Where(p => p.EmailKey == key).Select(p => (Guid?)p.Id).SingleOrDefaultAsync(ct)
            : null;
}
