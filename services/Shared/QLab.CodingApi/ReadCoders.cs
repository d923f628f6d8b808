using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.CodingApi;

static class ReadCoders
{
    public static async Task<Results<Ok<List<CoderView>>, ProblemHttpResult>> Handle(
        Guid id, ServiceDb db, CodedTexts texts, HttpContext http, CancellationToken ct)
    {
        if (await texts.FindAsync(id, ct) is null) return Refusal.NotFound(texts.Noun).ToProblem();
        var you = await db.FindCoderAsync(http.User, ct);
        var coders = await db.Set<Passage>().Where(p => p.OriginId == id && !p.Removed)
            .GroupBy(p => new { p.CoderId, p.ContributionId, p.Part }).Select(text => new { text.Key.CoderId, Passages = text.Count() })
            .GroupBy(text => text.CoderId).Select(of => new { of.Key, Passages = of.Sum(text => text.Passages), Texts = of.Count() })
            .OrderBy(of => of.Key).ToListAsync(ct);
        return TypedResults.Ok(coders.ConvertAll(c => new CoderView(c.Key, c.Passages, c.Texts, c.Key == you)));
    }
}
