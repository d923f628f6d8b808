using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.People;

/// <summary>Everything as it is to be: null takes out.</summary>
[EveryMemberRequired]
public sealed record CorrectMyselfRequest(string Name, string Email) : PersonDetails(Name, Email);

/// <summary>What people read and correct about themselves.</summary>
static class MyDetails
{
    public static async Task<Results<Ok<PersonView>, ProblemHttpResult>> Read(HttpContext http, ParticipantsDb db, CancellationToken ct)
    {
        var me = http.User.Myself();
        return await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == me, ct) is { } person
            ? TypedResults.Ok(await PersonView.OfAsync(person, http, db, ct))
            : Refusal.NotFound("person").ToProblem();
    }

    /// <remarks>Whoever holds a token for some minutes must not be able to move the account to an address of their own.</remarks>
    public static async Task<Results<Ok<PersonView>, ValidationProblem, ProblemHttpResult>> Correct(
        CorrectMyselfRequest request, IfMatch ifMatch, HttpContext http, ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        var (me, key) = (http.User.Myself(), EmailAddress.KeyOf(request.Email));
        if (await db.People.AnyAsync(p => p.Id == me && p.EmailKey != key, ct)) return PersonErrors.AddressByTheLab.ToProblem();
        return await CorrectPerson.Correct(me, request, null, ifMatch, http, db, audit, ct);
    }
}
