using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants.SignIn;

/// <summary>Codes and counts know an address only as a keyed hash, and for minutes or a day; they go all the same.</summary>
sealed class SignInPersonalData(ParticipantsDb db, SignInCodes codes, SignInLimits limits, Sessions sessions) : IPersonalData
{
    public string Name => "sessions";

    public IReadOnlyList<string> Tables { get; } = ["sessions", "sign_in_codes", "sign_in_counts"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) =>
        await db.Sessions.Where(s => s.PersonId == subject.Subject).OrderBy(s => s.StartedAt)
            .Select(s => new { s.StartedAt, LastUsedAt = s.RefreshedAt }).ToListAsync(ct);

    public async Task EraseAsync(DataSubject subject, CancellationToken ct)
    {
        await sessions.EndAllAsync(subject.Subject, ct);
        if (await db.People.Where(p => p.Id == subject.Subject).Select(p => p.Email).SingleOrDefaultAsync(ct) is not { } email) return;
        var address = codes.HashOf(email);
        await db.SignInCodes.Where(c => c.AddressHash == address).ExecuteDeleteAsync(ct);
        await limits.ForgetAsync(address, ct);
    }
}
