using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using QLab.Participants.People;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.SignIn;

[Example("""{ "email": "alex@example.org", "code": "20486137" }""")]
public sealed record SignInRequest(
    [property: Required, Email] string Email,
    [property: Required, RegularExpression("^[0-9]{8}$", ErrorMessage = "A code has eight digits.")] string Code);

static class SignInWithCode
{
    public static async Task<Results<Ok<IssuedTokens>, ProblemHttpResult>> Handle(
        SignInRequest request, HttpContext http, CheckCode check, CancellationToken ct)
    {
        var (tokens, refusal) = await check.SignInAsync(request.Email, request.Code, ClientAddress.PrefixOf(http), ct);
        return tokens is null ? refusal!.ToProblem() : TypedResults.Ok(tokens);
    }
}

/// <summary>Takes a code and gives the tokens of a new session; for the API and for the token endpoint alike.</summary>
sealed class CheckCode(
    ParticipantsDb db, SignInCodes codes, SignInLimits limits, Sessions sessions, IOptions<SignInOptions> options, TimeProvider time)
{
    public async Task<(IssuedTokens? Tokens, Refusal? Refusal)> SignInAsync(string email, string code, string client, CancellationToken ct)
    {
        if (await limits.TakeTryAsync(client, ct) is { } tooMany) return (null, tooMany);

        var (address, key, now) = (codes.HashOf(email), EmailAddress.KeyOf(email), time.GetUtcNow());
        var live = await db.Database.SqlQuery<Guid>($"""
            UPDATE sign_in_codes SET tries = tries + 1
            WHERE address_hash = {address} AND expires_at > {now} AND tries < {options.Value.TriesPerCode} RETURNING id AS "Value"
            """).ToListAsync(ct);
        var person = await db.People.Where(p => p.EmailKey == key).Select(p => (Guid?)p.Id).SingleOrDefaultAsync(ct);
        var right = live.Aggregate(false, (found, id) => codes.IsRight(id, address, code) | found);
        if (!right || person is not { } known) return (null, SignInErrors.CodeNotValid);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.SignInCodes.Where(c => c.AddressHash == address).ExecuteDeleteAsync(ct) == 0) return (null, SignInErrors.CodeNotValid);
        var session = await sessions.StartAsync(known, ct);
        await db.SaveChangesAsync(ct);
        var issued = await sessions.TokensAsync(session, ct);
        await transaction.CommitAsync(ct);
        return (issued, null);
    }
}
