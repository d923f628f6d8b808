using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.SignIn;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.People;

/// <summary>Everything as it is to be: null takes out.</summary>
[EveryMemberRequired]
public sealed record CorrectPersonRequest(string Name, string Email) : PersonDetails(Name, Email)
{
    /// <summary>The organisation they belong to, where they said so.</summary>
    public Guid? OrganisationId { get; init; }
}

/// <remarks>Who signed in with the former address is signed out: it may be somebody else's by now.</remarks>
static class CorrectPerson
{
    public static async Task<Results<Ok<PersonView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, CorrectPersonRequest request, IfMatch ifMatch, HttpContext http, ParticipantsDb db, Sessions sessions, AuditLog audit,
        CancellationToken ct)
    {
        if (await db.OrganisationFaultAsync(request.OrganisationId, http.User, ct) is { } refusal) return refusal.ToProblem();

        await using var transaction = await db.RequireTransactionAsync(ct);
        var former = await db.People.Where(p => p.Id == id).Select(p => p.EmailKey).SingleOrDefaultAsync(ct);
        var corrected = await Correct(id, request, person => person.OrganisationId = request.OrganisationId, ifMatch, http, db, audit, ct);
        if (corrected.Result is Ok<PersonView> && former != EmailAddress.KeyOf(request.Email)) await sessions.EndAllAsync(id, ct);
        await transaction.CommitAsync(ct);
        return corrected;
    }

    /// <summary>The part of it that people do themselves, too.</summary>
    internal static async Task<Results<Ok<PersonView>, ValidationProblem, ProblemHttpResult>> Correct(
        Guid id, PersonDetails details, Action<Person>? more, IfMatch ifMatch, HttpContext http, ParticipantsDb db, AuditLog audit,
        CancellationToken ct)
    {
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == id, ct);
        if (person is null) return Refusal.NotFound("person").ToProblem();
        var faults = details.Faults();
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);
        var key = EmailAddress.KeyOf(details.Email);
        if (await db.People.AnyAsync(p => p.EmailKey == key && p.Id != id, ct)) return PersonErrors.EmailTaken.ToProblem();

        ifMatch.Guard(db, person);
        details.ApplyTo(person);
        more?.Invoke(person);
        await audit.ChangedAsync("person", ct, person.AuditId);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await PersonView.OfAsync(person, http, db, ct));
    }
}
