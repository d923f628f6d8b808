using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.CodingApi;

/// <summary>A memo as a service shows it.</summary>
/// <typeparam name="TSelf">What it is.</typeparam>
public interface IMemoView<out TSelf>
{
    static abstract TSelf Of(Memo memo);
}

/// <summary>Reads memos.</summary>
public sealed class MemoReader(ServiceDb db, CodedTexts texts)
{
    /// <param name="aboutTheme">Whether they are about themes; null does not narrow, nor does any of the other two.</param>
    public async Task<Results<Page<TView>, ProblemHttpResult>> ListAsync<TView>(
        Guid id, Paging paging, bool? aboutTheme, Guid? aboutId, Guid? coderId, CancellationToken ct) where TView : IMemoView<TView>
    {
        if (await texts.FindAsync(id, ct) is not { } origin) return Refusal.NotFound(texts.Noun).ToProblem();
        if (coderId is { } who && await db.CoderFaultAsync([who], ct) is { } unknown) return unknown.ToProblem();
        // A memo about a theme that was merged is one about the theme that stands for it.
        var subjects = aboutId is { } subject ? (await db.CodeBookAsync(origin.ProjectId, ct)).StandsFor(subject) : [];
        var page = await paging.ReadAsync(
            db.Set<Memo>().Where(m => m.OriginId == id && !m.Removed && (aboutTheme == null || m.IsAboutTheme == aboutTheme)
                && (aboutId == null || subjects.Contains(m.AboutId)) && (coderId == null || m.CoderId == coderId)),
            m => m.Id, m => m, ct);
        return page.With([.. page.Items.Select(TView.Of)]);
    }

    public async Task<Results<Ok<TView>, ProblemHttpResult>> GetAsync<TView>(
        Guid id, Guid memoId, HttpContext http, CancellationToken ct) where TView : IMemoView<TView>
    {
        var memo = await db.Set<Memo>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == memoId && m.OriginId == id && !m.Removed, ct);
        if (memo is null) return Refusal.NotFound("memo").ToProblem();
        http.SetETag(memo.RowVersion);
        return TypedResults.Ok(TView.Of(memo));
    }

    /// <summary>Memos about something other than a theme.</summary>
    public async Task<IReadOnlyList<TView>> AboutAsync<TView>(Guid origin, Guid about, CancellationToken ct) where TView : IMemoView<TView>
    {
        var memos = await db.Set<Memo>().AsNoTracking().Where(m => m.AboutId == about && m.OriginId == origin && !m.Removed)
            .OrderBy(m => m.Id).ToListAsync(ct);
        return [.. memos.Select(TView.Of)];
    }
}
