using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Publications.Contracts;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Insights;

/// <summary>Nothing new is based on it. What was published stays based on it, and says that it was withdrawn.</summary>
static class WithdrawInsight
{
    public static async Task<Results<Ok<InsightView>, ProblemHttpResult>> Handle(
        Guid id, ReasonRequest request, PublicationsDb db, HttpContext http, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var insight = await db.Insights.SingleOrDefaultAsync(i => i.Id == id, ct);
        if (insight is null) return Refusal.NotFound("insight").ToProblem();
        if (insight.WithdrawnAt is not null) return InsightErrors.Withdrawn.ToProblem();

        var now = time.GetUtcNow();
        insight.Withdraw(now);
        db.Add(ChangeEntry.Of(Insight.Noun, id, version: null, "withdrawn", request.Reason, http.User, now));
        events.Publish(new InsightWithdrawn(id, insight.ProjectId, now));
        await db.SaveChangesAsync(ct);

        http.SetETag(insight.RowVersion);
        return TypedResults.Ok(await db.Insights.Where(i => i.Id == id).Select(InsightView.From(db)).SingleAsync(ct));
    }
}
