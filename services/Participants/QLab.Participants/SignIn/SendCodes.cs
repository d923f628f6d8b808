using Microsoft.EntityFrameworkCore;
using QLab.Participants.Notifications;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Participants.SignIn;

/// <summary>Looks up whose an address is and queues the code, out of sight of whoever asked.</summary>
sealed class SendCodes(ParticipantsDb db, SignInCodes codes, NotificationQueue notifications, TimeProvider time) : IDueWork
{
    public static DueRows Rows { get; } = new("sign_in_codes", "sealed_address IS NOT NULL", "asked_at");

    public async Task RunAsync(Guid id, CancellationToken ct)
    {
        var code = await db.SignInCodes.SingleAsync(c => c.Id == id, ct);
        var address = codes.OpenAddress(code);
        if (code.ExpiresAt > time.GetUtcNow()
            && await db.People.Where(p => p.EmailKey == address).Select(p => (Guid?)p.Id).SingleOrDefaultAsync(ct) is { } person)
            notifications.Add(
                id, new Recipient(PersonId: person), Template(code.Purpose),
                new Dictionary<string, string> { ["code"] = codes.For(id, code.AddressHash) });
        code.SealedAddress = null;
    }

    static string Template(CodePurpose purpose) => purpose is CodePurpose.Erasure ? "erasure-code" : "sign-in-code";
}
