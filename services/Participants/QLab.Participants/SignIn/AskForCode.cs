using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using QLab.Participants.Notifications;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Participants.SignIn;

[Example("""{ "email": "alex@example.org" }""")]
public sealed record AskForCodeRequest(
    [property: Required, Email] string Email);

static class AskForCode
{
    public static async Task<Results<Accepted<AskedForCode>, ProblemHttpResult>> Handle(
        AskForCodeRequest request, HttpContext http, CodeRequests requests, CancellationToken ct)
    {
        var (asked, refusal) = await requests.AskAsync(CodePurpose.SignIn, request.Email, ClientAddress.PrefixOf(http), ct);
        return asked is null ? refusal!.ToProblem() : TypedResults.Accepted((string?)null, asked);
    }
}

/// <param name="ExpiresInSeconds">How long a code is good, if one is sent: whether it is, only the address's owner learns.</param>
sealed record AskedForCode(int ExpiresInSeconds);

/// <summary>
/// Takes a request for a code. Does not look whether anybody has the address: that is done later and elsewhere, so the answer cannot
/// tell, not even by its time.
/// </summary>
sealed class CodeRequests(
    ParticipantsDb db, SignInCodes codes, SignInLimits limits, WakeSignal<SendCodes> sender, IOptions<SignInOptions> options,
    TimeProvider time)
{
    public async Task<(AskedForCode? Asked, Refusal? Refusal)> AskAsync(
        CodePurpose purpose, string email, string client, CancellationToken ct)
    {
        var address = codes.HashOf(email);
        if (await limits.TakeCodeAsync(purpose, address, client, ct) is { } refusal) return (null, refusal);

        var (id, now) = (Guid.NewGuid(), time.GetUtcNow());
        db.SignInCodes.Add(new SignInCode
        {
            Id = id, Purpose = purpose, AddressHash = address, SealedAddress = codes.SealAddress(id, email),
            AskedFrom = codes.HashOfClient(client), AskedAt = now, ExpiresAt = now + options.Value.CodeLifetime,
        });
        await db.SaveChangesAsync(ct);
        sender.Wake();
        return (new((int)options.Value.CodeLifetime.TotalSeconds), null);
    }
}

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
