using System.Linq.Expressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Interviews.Coding;

sealed record MemoView(Guid Id, MemoAbout About, Guid AboutId, string Text, Guid CoderId, DateTimeOffset ChangedAt)
{
    public static Expression<Func<Memo, MemoView>> From { get; } = m => new(m.Id, m.About, m.AboutId, m.Text, m.CoderId, m.ChangedAt);
}

static class ReadMemos
{
    public static async Task<Results<Page<MemoView>, ProblemHttpResult>> List(
        Guid id, [AsParameters] Paging paging, EnumParameter<MemoAbout>? about, Guid? aboutId, Guid? coderId, WorkshopsDb db,
        CancellationToken ct)
    {
        var project = await db.Interviews.Where(i => i.Id == id).Select(i => (Guid?)i.ProjectId).SingleOrDefaultAsync(ct);
        if (project is null) return Refusal.NotFound("interview").ToProblem();
        if (coderId is { } who && await db.CoderFaultAsync([who], ct) is { } unknown) return unknown.ToProblem();
        var wanted = about?.Value;
        // A memo about a theme that was merged is one about the theme that stands for it.
        var subjects = aboutId is { } subject ? (await db.CodeBookAsync(project.Value, ct)).StandsFor(subject) : [];
        return await paging.ReadAsync(
            db.Set<Memo>().Where(m => m.InterviewId == id && !m.Removed && (wanted == null || m.About == wanted)
                && (aboutId == null || subjects.Contains(m.AboutId)) && (coderId == null || m.CoderId == coderId)),
            m => m.Id, MemoView.From, ct);
    }

    public static async Task<Results<Ok<MemoView>, ProblemHttpResult>> Get(
        Guid id, Guid memoId, WorkshopsDb db, HttpContext http, CancellationToken ct)
    {
        var memo = await db.Set<Memo>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == memoId && m.InterviewId == id && !m.Removed, ct);
        if (memo is null) return Refusal.NotFound("memo").ToProblem();
        http.SetETag(memo.RowVersion);
        return TypedResults.Ok(new MemoView(memo.Id, memo.About, memo.AboutId, memo.Text, memo.CoderId, memo.ChangedAt));
    }
}
