using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Partnerships;

/// <summary>Everything as it is to be. A partnership keeps its organisation and its role; another role is another partnership.</summary>
/// <param name="Reason">Why it was not right, or is not so any more.</param>
[EveryMemberRequired]
[Example("""
    { "contributions": ["One ward"], "priorities": ["Fewer alarms at night"], "reason": "The second ward has moved." }
    """)]
public sealed record CorrectPartnershipRequest(
    [property: Texts(20, 500)] string[] Contributions,
    [property: Texts(20, 500)] string[] Priorities,
    [property: Required, Reason] string Reason);

static class CorrectPartnership
{
    public static async Task<Results<Ok<PartnershipView>, ProblemHttpResult>> Handle(
        Guid projectId, Guid id, CorrectPartnershipRequest request, IfMatch ifMatch, HttpContext http, ParticipantsDb db,
        TimeProvider time, CancellationToken ct)
    {
        var partnership =
            await db.Partnerships.IgnoreQueryFilters().SingleOrDefaultAsync(p => p.ProjectId == projectId && p.Id == id, ct);
        if (partnership is null) return Refusal.NotFound("partnership").ToProblem();
        if (partnership.EndedAt is not null) return PartnershipErrors.Ended.ToProblem();

        ifMatch.Guard(db, partnership);
        var before = new { partnership.Contributions, partnership.Priorities };
        (partnership.Contributions, partnership.Priorities) = (request.Contributions, request.Priorities);
        db.Add(ChangeEntry.Of(Partnership.Noun, id, version: null, "corrected", request.Reason, http.User, time.GetUtcNow(), before));
        await db.SaveChangesAsync(ct);

        http.SetETag(partnership.RowVersion);
        return TypedResults.Ok(PartnershipView.Of(partnership, await db.Organisations.AsNoTracking().SingleAsync(o => o.Id == partnership.OrganisationId, ct)));
    }
}
