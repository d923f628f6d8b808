using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Participants.SignIn;

[Example("""{ "email": "alex@example.org" }""")]
public sealed record AskForCodeRequest(
    [property: Required, Email] string Email);

/// <param name="ExpiresInSeconds">How long a code is good, if one is sent: whether it is, only the address's owner learns.</param>
sealed record AskedForCode(int ExpiresInSeconds);

/// <summary>
/// Does not look whether anybody has the address: that is done later and elsewhere, so the answer cannot tell, not even by its time.
/// </summary>
static class AskForCode
{
    public static async Task<Results<Accepted<AskedForCode>, ProblemHttpResult>> Handle(
        AskForCodeRequest request, HttpContext http, ParticipantsDb db, SignInCodes codes, SignInLimits limits,
        WakeSignal<SendCodes> sender,
        IOptions<SignInOptions> options, TimeProvider time, CancellationToken ct)
    {
        var address = codes.HashOf(request.Email);
        if (await limits.TakeCodeAsync(address, ClientAddress.PrefixOf(http), ct) is { } refusal) return refusal.ToProblem();

        var (id, now) = (Guid.NewGuid(), time.GetUtcNow());
        db.SignInCodes.Add(new SignInCode
        {
            Id = id, AddressHash = address, SealedAddress = codes.SealAddress(id, request.Email),
            AskedAt = now, ExpiresAt = now + options.Value.CodeLifetime,
        });
        await db.SaveChangesAsync(ct);
        sender.Wake();
        return TypedResults.Accepted((string?)null, new AskedForCode((int)options.Value.CodeLifetime.TotalSeconds));
    }
}
