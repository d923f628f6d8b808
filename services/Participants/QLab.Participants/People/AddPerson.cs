using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.People.AccessNeeds;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.People;

[Example("""{ "name": "Alex Example", "email": "alex@example.org", "language": "en-GB", "preferredContact": "email" }""")]
public sealed record AddPersonRequest(string Name, string Email) : PersonDetails(Name, Email)
{
    /// <summary>Your own id for the person, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>The organisation they belong to, where they said so.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>
    /// What this person needs to take part, in their own words: "large print", "a loop". Each is recorded and flagged, and shared with
    /// nobody.
    /// </summary>
    [Texts(20, 200)]
    public string[] AccessNeeds { get; init; } = [];

    /// <summary>True when the person is made up.</summary>
    public bool Simulated { get; init; }
}

/// <summary>Only the id: answers are remembered for 24 hours for requests that are sent again, and personal data need not be.</summary>
sealed record AddedPerson(Guid Id);

static class AddPerson
{
    public static async Task<Results<Created<AddedPerson>, ValidationProblem, ProblemHttpResult>> Handle(
        AddPersonRequest request, ClaimsPrincipal user, ParticipantsDb db, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        var faults = request.Faults();
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        var id = request.Id ?? Guid.CreateVersion7();
        var key = EmailAddress.KeyOf(request.Email);
        if (await db.People.Where(p => p.Id == id || p.EmailKey == key).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(ct) is { } existing)
            return Refusal.AlreadyExists("person", existing).ToProblem();
        if (await db.OrganisationFaultAsync(request.OrganisationId, user, ct) is { } refusal) return refusal.ToProblem();

        var now = time.GetUtcNow();
        var person = new Person
        {
            Id = id, Name = request.Name, Email = request.Email, PreferredContact = request.PreferredContact,
            OrganisationId = request.OrganisationId ?? user.OrganisationId(), Simulated = request.Simulated, AddedAt = now,
        };
        request.ApplyTo(person);
        db.People.Add(person);
        db.AccessNeeds.AddRange(
            request.AccessNeeds.Select(words => AccessNeed.Record(id, NeedCategory.Other, words, IdentifiedBy.Themselves, now)));
        await audit.ChangedAsync("person", ct, person.AuditId);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/participants/v1/people/{id}", new AddedPerson(id));
    }

    /// <summary>Who acts for one organisation adds people to no other.</summary>
    internal static async Task<Refusal?> OrganisationFaultAsync(this ParticipantsDb db, Guid? organisation, ClaimsPrincipal user, CancellationToken ct) =>
        organisation is not { } id ? null
        : user.OrganisationId() is { } own && own != id || !await db.Organisations.AnyAsync(o => o.Id == id, ct) ? Refusal.NotFound("organisation")
        : null;
}
