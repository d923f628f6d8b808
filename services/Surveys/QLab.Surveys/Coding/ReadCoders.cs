using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Coding;

static class ReadCoders
{
    public static async Task<Results<Ok<List<CoderView>>, ProblemHttpResult>> Handle(
        Guid id, SurveysDb db, HttpContext http, CancellationToken ct)
    {
        if (!await db.Surveys.AnyAsync(s => s.Id == id, ct)) return Refusal.NotFound("survey").ToProblem();
        var you = await db.FindCoderAsync(http.User, ct);
        var coders = await db.Set<Passage>().Where(p => p.SurveyId == id && !p.Removed).GroupBy(p => p.CoderId)
            .Select(of => new { of.Key, Passages = of.Count(), Texts = of.Select(p => p.ResponseId.ToString() + p.Question).Distinct().Count() })
            .OrderBy(of => of.Key).ToListAsync(ct);
        return TypedResults.Ok(coders.ConvertAll(c => new CoderView(c.Key, c.Passages, c.Texts, c.Key == you)));
    }
}
