using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Partnerships;

/// <param name="IncludesMembers">Whether the organisations that belong to the partner are bound to the project as it is.</param>
/// <param name="Reason">Why this changes.</param>
[EveryMemberRequired]
[Example("""{ "includesMembers": true, "reason": "The federation takes part with its local organisations." }""")]
public sealed record IncludeMembersRequest(bool IncludesMembers, [property: Required, Reason] string Reason);

/// <summary>Says whether a federation's partnership holds for its members too, each for its own people.</summary>
static class IncludeMembers
{
    public static async Task<Results<Ok<PartnershipView>, ProblemHttpResult>> Handle(
        Guid projectId, Guid id, IncludeMembersRequest request, IfMatch ifMatch, HttpContext http, ParticipantsDb db, TimeProvider time,
        CancellationToken ct)
    {
        var partnership =
            await db.Partnerships.IgnoreQueryFilters().SingleOrDefaultAsync(p => p.ProjectId == projectId && p.Id == id, ct);
        if (partnership is null) return Refusal.NotFound("partnership").ToProblem();
        if (partnership.EndedAt is not null) return PartnershipErrors.Ended.ToProblem();

        ifMatch.Guard(db, partnership);
        var before = new { partnership.IncludesMembers };
        partnership.IncludesMembers = request.IncludesMembers;
        db.Add(ChangeEntry.Of(
            Partnership.Noun, id, version: null, request.IncludesMembers ? "extended" : "limited", request.Reason, http.User,
            time.GetUtcNow(),
            before));
        await db.SaveChangesAsync(ct);

        http.SetETag(partnership.RowVersion);
        var organisation = await db.Organisations.AsNoTracking().SingleAsync(o => o.Id == partnership.OrganisationId, ct);
        return TypedResults.Ok(PartnershipView.Of(partnership, organisation));
    }
}
