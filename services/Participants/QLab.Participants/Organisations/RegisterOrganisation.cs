using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Organisations;

[Example("""{ "name": "Northern Teaching Hospital", "kind": "nhsTrust" }""")]
public sealed record RegisterOrganisationRequest([property: Text(200)] string Name, OrganisationKind Kind)
{
    /// <summary>Your own id for the organisation, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>The federation it belongs to.</summary>
    public Guid? ParentId { get; init; }
}

static class RegisterOrganisation
{
    public static async Task<Results<Created<OrganisationView>, ProblemHttpResult>> Handle(
        RegisterOrganisationRequest request, ParticipantsDb db, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var id = request.Id ?? Guid.CreateVersion7();
        if (await db.Organisations.Where(o => o.Id == id || o.Name == request.Name).Select(o => (Guid?)o.Id).FirstOrDefaultAsync(ct) is { } existing)
            return Refusal.AlreadyExists("organisation", existing).ToProblem();
        if (request.ParentId is { } parent && !await db.Organisations.AnyAsync(o => o.Id == parent, ct))
            return Refusal.NotFound("parent organisation").ToProblem();

        var organisation = new Organisation
        {
            Id = id, Name = request.Name, Kind = request.Kind, ParentId = request.ParentId, RegisteredAt = time.GetUtcNow(),
        };
        db.Organisations.Add(organisation);
        events.Publish(new OrganisationRegistered(
            id, organisation.Name, JsonNamingPolicy.CamelCase.ConvertName(organisation.Kind.ToString()), organisation.ParentId,
            organisation.RegisteredAt));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/participants/v1/organisations/{id}", OrganisationView.Of(organisation));
    }
}
