using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.People;
using QLab.Participants.SignIn;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Privacy;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Rights;

[Example("""{ "code": "20486137" }""")]
public sealed record EraseMeRequest
{
    /// <summary>The code that was mailed for this erasure, see <c>POST /me/erasure/codes</c>.</summary>
    [RegularExpression("^[0-9]{8}$", ErrorMessage = "A code has eight digits.")]
    public string? Code { get; init; }
}

/// <param name="Id">Keep it: it is the one way to see how far the erasure is.</param>
sealed record ErasureAccepted(Guid Id, DateTimeOffset DueAt, string Follow);

static class RequestErasure
{
    public static Task<Results<Accepted<ErasureAccepted>, ProblemHttpResult>> OfPerson(
        Guid id, HttpContext http, ParticipantsDb db, DataSubjectResolver resolver, RightsRequestPublisher publisher,
        PersonalData personalData, ErasureJournal journal, AuditLog audit, CancellationToken ct) =>
        Erase(db.People.VisibleTo(http.User, db).Where(p => p.Id == id), db, resolver, publisher, personalData, journal, audit, ct);

    public static async Task<Results<Accepted<ErasureAccepted>, ProblemHttpResult>> OfMe(
        EraseMeRequest? request, HttpContext http, ParticipantsDb db, CodeCheck codes, DataSubjectResolver resolver,
        RightsRequestPublisher publisher, PersonalData personalData, ErasureJournal journal, AuditLog audit, CancellationToken ct)
    {
        if (request?.Code is not { } code) return RightsErrors.CodeNeeded.ToProblem();
        if (await db.Me(http.User).Select(p => p.Email).SingleOrDefaultAsync(ct) is not { } email)
            return Refusal.NotFound("person").ToProblem();
        if (await codes.CheckAsync(CodePurpose.Erasure, email, code, ClientAddress.PrefixOf(http), ct) is { } refusal)
            return refusal.ToProblem();
        return await Erase(db.Me(http.User), db, resolver, publisher, personalData, journal, audit, ct);
    }

    /// <summary>Here it takes effect at once, with the acceptance; the other services follow by message.</summary>
    static async Task<Results<Accepted<ErasureAccepted>, ProblemHttpResult>> Erase(
        IQueryable<Person> which, ParticipantsDb db, DataSubjectResolver resolver, RightsRequestPublisher publisher,
        PersonalData personalData, ErasureJournal journal, AuditLog audit, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        var person = await which.Select(p => new { p.Id, p.AuditId }).SingleOrDefaultAsync(ct);
        if (person is null || !await db.LockAsync(person.Id, ct)) return Refusal.NotFound("person").ToProblem();

        var subject = await resolver.ResolveAsync(person.Id, ct);
        var request = publisher.Ask(RightsKind.Erasure, subject);
        await audit.ChangedAsync("erasure", ct, person.AuditId);
        await db.SaveChangesAsync(ct);

        await personalData.EraseAsync(subject, ct);
        await journal.WriteAsync(subject.Ids.Select(ErasedIds.HashOf), ct);
        await transaction.CommitAsync(ct);
        var follow = $"/api/participants/v1/erasures/{request.Id}";
        return TypedResults.Accepted(follow, new ErasureAccepted(request.Id, request.DueAt, follow));
    }
}

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
