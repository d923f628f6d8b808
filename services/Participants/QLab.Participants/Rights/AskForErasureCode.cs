using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.SignIn;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Rights;

/// <summary>An erasure cannot be undone, so a session alone, which may be stolen, is not enough for it.</summary>
static class AskForErasureCode
{
    public static async Task<Results<Accepted<AskedForCode>, ProblemHttpResult>> Handle(
        HttpContext http, ParticipantsDb db, CodeRequests requests, CancellationToken ct)
    {
        if (await db.Me(http.User).Select(p => p.Email).SingleOrDefaultAsync(ct) is not { } email)
            return Refusal.NotFound("person").ToProblem();
        var (asked, refusal) = await requests.AskAsync(CodePurpose.Erasure, email, ClientAddress.PrefixOf(http), ct);
        return asked is null ? refusal!.ToProblem() : TypedResults.Accepted((string?)null, asked);
    }
}
