using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Partnerships;

/// <summary>An organisation has that role no longer, and no access by it. What it was stays to be read.</summary>
static class EndPartnership
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid projectId, Guid id, ReasonRequest request, HttpContext http, ParticipantsDb db, IEvents events, TimeProvider time,
        CancellationToken ct)
    {
        var partnership =
            await db.Partnerships.IgnoreQueryFilters().SingleOrDefaultAsync(p => p.ProjectId == projectId && p.Id == id, ct);
        if (partnership is null) return Refusal.NotFound("partnership").ToProblem();
        if (partnership.EndedAt is not null) return PartnershipErrors.Ended.ToProblem();

        var now = time.GetUtcNow();
        partnership.EndedAt = now;
        db.Add(ChangeEntry.Of(Partnership.Noun, id, version: null, "ended", request.Reason, http.User, now));
        events.Publish(new PartnershipEnded(projectId, partnership.OrganisationId, partnership.RoleName, now));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
