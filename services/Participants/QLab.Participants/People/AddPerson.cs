using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.People;

public sealed record AddPersonRequest(
    [property: Required, StringLength(200)] string Name,
    [property: Required, StringLength(254), RegularExpression(@"^[^\s@]+@[^\s@]+$", ErrorMessage = "An e-mail address has one @ and no spaces.")] string Email)
{
    /// <summary>Your own id for the person, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    [StringLength(500)]
    public string? PostalAddress { get; init; }

    public PreferredContact PreferredContact { get; init; } = PreferredContact.Email;

    /// <summary>What this person needs to take part, in their own words: "large print", "a loop".</summary>
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
        AddPersonRequest request, ParticipantsDb db, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        if (request.PreferredContact == PreferredContact.Post && string.IsNullOrWhiteSpace(request.PostalAddress))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["/postalAddress"] = ["Who prefers post has a postal address."] });

        var id = request.Id ?? Guid.CreateVersion7();
        var key = Person.KeyOf(request.Email);
        if (await db.People.Where(p => p.Id == id || p.EmailKey == key).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(ct) is { } existing)
            return Refusal.AlreadyExists("person", existing).ToProblem();

        var person = new Person
        {
            Id = id, Name = request.Name, Email = request.Email, PostalAddress = request.PostalAddress,
            PreferredContact = request.PreferredContact, AccessNeeds = request.AccessNeeds, Simulated = request.Simulated, AddedAt = time.GetUtcNow(),
        };
        db.People.Add(person);
        await audit.ChangedAsync("person", ct, person.AuditId);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/participants/v1/people/{id}", new AddedPerson(id));
    }
}
