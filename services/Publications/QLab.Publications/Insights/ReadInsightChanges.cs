using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Insights;

static class ReadInsightChanges
{
    public static async Task<Results<Ok<List<ChangeView>>, ProblemHttpResult>> List(Guid id, PublicationsDb db, CancellationToken ct) =>
        await db.Insights.AnyAsync(i => i.Id == id, ct)
            ? TypedResults.Ok(await db.ChangesOfAsync(Insight.Noun, id, ct))
            : Refusal.NotFound("insight").ToProblem();
}
