using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
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
        SignInRequest request, HttpContext http, CodeSignIn signIn, CancellationToken ct)
    {
        var (tokens, refusal) = await signIn.SignInAsync(request.Email, request.Code, ClientAddress.PrefixOf(http), ct);
        return tokens is null ? refusal!.ToProblem() : TypedResults.Ok(tokens);
    }
}

/// <summary>Takes a code and gives the tokens of a new session; for the API and for the token endpoint alike.</summary>
sealed class CodeSignIn(ParticipantsDb db, CodeCheck codes, Sessions sessions, AuditLog audit)
{
    public async Task<(IssuedTokens? Tokens, Refusal? Refusal)> SignInAsync(string email, string code, string client, CancellationToken ct)
    {
        var refusal = await codes.CheckAsync(CodePurpose.SignIn, email, code, client, ct);
        var key = EmailAddress.KeyOf(email);
        var person = await db.People.Where(p => p.EmailKey == key).Select(p => new { p.Id, p.AuditId }).SingleOrDefaultAsync(ct);
        if (refusal is not null || person is not { } known) return (null, refusal ?? SignInErrors.CodeNotValid);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await codes.SpendAsync(CodePurpose.SignIn, email, ct)) return (null, SignInErrors.CodeNotValid);
        var session = await sessions.StartAsync(known.Id, ct);
        await audit.ChangedAsync("signed in", ct, known.AuditId);
        await db.SaveChangesAsync(ct);
        var issued = await sessions.TokensAsync(session, ct);
        await transaction.CommitAsync(ct);
        return (issued, null);
    }
}
