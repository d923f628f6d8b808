using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;

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
