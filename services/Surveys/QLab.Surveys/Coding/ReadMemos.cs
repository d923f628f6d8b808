using System.Linq.Expressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Coding;

sealed record MemoView(Guid Id, MemoAbout About, Guid AboutId, string Text, Guid CoderId, DateTimeOffset ChangedAt)
{
    public static Expression<Func<Memo, MemoView>> From { get; } = m => new(m.Id, m.About, m.AboutId, m.Text, m.CoderId, m.ChangedAt);
}

static class ReadMemos
{
    public static async Task<Results<Page<MemoView>, ProblemHttpResult>> List(
        Guid id, [AsParameters] Paging paging, EnumParameter<MemoAbout>? about, Guid? aboutId, Guid? coderId, SurveysDb db, CancellationToken ct)
    {
        if (!await db.Surveys.AnyAsync(s => s.Id == id, ct)) return Refusal.NotFound("survey").ToProblem();
        if (coderId is { } who && await db.CoderFaultAsync([who], ct) is { } unknown) return unknown.ToProblem();
        var wanted = about?.Value;
        return await paging.ReadAsync(
            db.Set<Memo>().Where(m => m.SurveyId == id && !m.Removed && (wanted == null || m.About == wanted)
                && (aboutId == null || m.AboutId == aboutId) && (coderId == null || m.CoderId == coderId)),
            m => m.Id, MemoView.From, ct);
    }

    public static async Task<Results<Ok<MemoView>, ProblemHttpResult>> Get(Guid id, Guid memoId, SurveysDb db, HttpContext http, CancellationToken ct)
    {
        var memo = await db.Set<Memo>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == memoId && m.SurveyId == id && !m.Removed, ct);
        if (memo is null) return Refusal.NotFound("memo").ToProblem();
        http.SetETag(memo.RowVersion);
        return TypedResults.Ok(new MemoView(memo.Id, memo.About, memo.AboutId, memo.Text, memo.CoderId, memo.ChangedAt));
    }
}
