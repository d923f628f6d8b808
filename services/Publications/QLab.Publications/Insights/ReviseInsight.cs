using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Insights;

/// <param name="Reason">Why it was not right before.</param>
[EveryMemberRequired]
[Example("""
    { "kind": "barrier", "statement": "Nobody on the ward owns the night.", "why": "Day staff decide about light and alarms.",
      "reason": "It is about wards, not about homes." }
    """)]
public sealed record ReviseInsightRequest(
    InsightKind Kind,
    [property: Required, StringLength(1000)] string Statement,
    [property: Required, StringLength(4000)] string Why,
    [property: Required, Reason] string Reason);

/// <summary>Words an insight anew. The themes that it was agreed from stay; one from other themes is another insight.</summary>
static class ReviseInsight
{
    public static async Task<Results<Ok<InsightView>, ProblemHttpResult>> Handle(
        Guid id, ReviseInsightRequest request, IfMatch ifMatch, PublicationsDb db, HttpContext http, TimeProvider time, CancellationToken ct)
    {
        var insight = await db.Insights.SingleOrDefaultAsync(i => i.Id == id, ct);
        if (insight is null) return Refusal.NotFound("insight").ToProblem();
        if (insight.WithdrawnAt is not null) return InsightErrors.Withdrawn.ToProblem();

        ifMatch.Guard(db, insight);
        var before = new { insight.Kind, insight.Statement, insight.Why };
        insight.Revise(request.Kind, request.Statement, request.Why);
        db.Add(ChangeEntry.Of(Insight.Noun, id, version: null, "revised", request.Reason, http.User, time.GetUtcNow(), before));
        await db.SaveChangesAsync(ct);

        http.SetETag(insight.RowVersion);
        return TypedResults.Ok(await db.Insights.Where(i => i.Id == id).Select(InsightView.From(db)).SingleAsync(ct));
    }
}
