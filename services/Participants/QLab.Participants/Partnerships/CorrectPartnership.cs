using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Projects;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Partnerships;

/// <summary>Everything as it is to be. A partnership keeps its organisation and its role; another role is another partnership.</summary>
public sealed record CorrectPartnershipRequest(
    [property: Texts(20, 500)] string[] Contributions, [property: Texts(20, 500)] string[] Priorities);

static class CorrectPartnership
{
    public static async Task<Results<Ok<PartnershipView>, ProblemHttpResult>> Handle(
        Guid projectId, Guid id, CorrectPartnershipRequest request, IfMatch ifMatch, HttpContext http, ParticipantsDb db,
        CancellationToken ct)
    {
        var partnership = await db.Partnerships.SingleOrDefaultAsync(p => p.ProjectId == projectId && p.Id == id, ct);
        if (partnership is null) return Refusal.NotFound("partnership").ToProblem();
        if (await db.Projects.AnyAsync(p => p.Id == projectId && p.ClosedAt != null, ct)) return ProjectErrors.Closed.ToProblem();

        ifMatch.Guard(db, partnership);
        (partnership.Contributions, partnership.Priorities) = (request.Contributions, request.Priorities);
        await db.SaveChangesAsync(ct);

        http.SetETag(partnership.RowVersion);
        return TypedResults.Ok(PartnershipView.Of(partnership, await db.Organisations.AsNoTracking().SingleAsync(o => o.Id == partnership.OrganisationId, ct)));
    }
}
