using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Organisations;

/// <summary>Everything as it is to be: with null as its parent it belongs to no federation.</summary>
[EveryMemberRequired]
public sealed record CorrectOrganisationRequest([property: Text(200)] string Name, OrganisationKind Kind)
{
    /// <summary>The federation it belongs to.</summary>
    public Guid? ParentId { get; init; }
}

static class CorrectOrganisation
{
    public static async Task<Results<Ok<OrganisationView>, ProblemHttpResult>> Handle(
        Guid id, CorrectOrganisationRequest request, IfMatch ifMatch, HttpContext http, ParticipantsDb db, IEvents events,
        TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Two changes at once could close a circle that neither of them sees.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended('federations', 3))", ct);

        var organisation = await db.Organisations.SingleOrDefaultAsync(o => o.Id == id, ct);
        if (organisation is null) return Refusal.NotFound("organisation").ToProblem();
        if (await db.Organisations.Where(o => o.Name == request.Name && o.Id != id).Select(o => (Guid?)o.Id).SingleOrDefaultAsync(ct) is { } other)
            return Refusal.AlreadyExists("organisation", other).ToProblem();
        if (request.ParentId is { } parent)
        {
            if (!await db.Organisations.AnyAsync(o => o.Id == parent, ct)) return Refusal.NotFound("parent organisation").ToProblem();
            if (parent == id || await db.Organisations.Below(id).AnyAsync(o => o.Id == parent, ct))
                return OrganisationErrors.Circle.ToProblem();
        }

        ifMatch.Guard(db, organisation);
        (organisation.Name, organisation.Kind, organisation.ParentId) = (request.Name, request.Kind, request.ParentId);
        events.Publish(new OrganisationCorrected(
            id, organisation.Name, JsonNamingPolicy.CamelCase.ConvertName(organisation.Kind.ToString()), organisation.ParentId,
            time.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        http.SetETag(organisation.RowVersion);
        return TypedResults.Ok(OrganisationView.Of(organisation));
    }
}
