using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.CodingApi;

/// <summary>A memo that is to be written.</summary>
public interface INewMemo
{
    bool IsAboutTheme { get; }
    Guid AboutId { get; }
    string Text { get; }

    /// <summary>The client's own id for it; made when null.</summary>
    Guid? Id { get; }
}

/// <summary>Writes memos, words them anew and takes them away.</summary>
public sealed class MemoWriter(ServiceDb db, CodedTexts texts, CodingJournal journal, TimeProvider time)
{
    public async Task<Results<Created<TView>, ProblemHttpResult>> WriteAsync<TView>(
        Guid id, INewMemo request, HttpContext http, CancellationToken ct) where TView : IMemoView<TView>
    {
        if (await texts.FindAsync(id, ct) is not { } origin) return Refusal.NotFound(texts.Noun).ToProblem();
        if (request.Id is { } own && await db.Set<Memo>().AnyAsync(m => m.Id == own, ct))
            return Refusal.AlreadyExists("memo", own).ToProblem();
        if (request.IsAboutTheme && !(await db.CodeBookAsync(origin.ProjectId, ct)).Knows(request.AboutId))
            return Refusal.NotKnownHere("theme").ToProblem();

        await using var transaction = await db.RequireTransactionAsync(ct);
        if (!request.IsAboutTheme && await texts.HoldSubjectAsync(id, request.AboutId, ct) is { } missing) return missing.ToProblem();
        var memo = new Memo
        {
            Id = request.Id ?? Guid.CreateVersion7(), OriginId = id, IsAboutTheme = request.IsAboutTheme, AboutId = request.AboutId,
            CoderId = await db.CoderAsync(http.User, ct),
        };
        db.Add(memo);
        journal.Take(StepKind.MemoWritten, memo, new() { Memo = request.Text }, memo.CoderId, time.GetUtcNow());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        http.SetETag(memo.RowVersion);
        return TypedResults.Created($"{texts.AddressOf(id)}/memos/{memo.Id}", TView.Of(memo));
    }

    public Task<Results<NoContent, ProblemHttpResult>> ReviseAsync(
        Guid id, Guid memoId, string text, IfMatch ifMatch, HttpContext http, CancellationToken ct) =>
        ChangeAsync(id, memoId, new() { Memo = text }, StepKind.MemoRevised, ifMatch, http, ct);

    public Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        Guid id, Guid memoId, IfMatch ifMatch, HttpContext http, CancellationToken ct) =>
        ChangeAsync(id, memoId, state: null, StepKind.MemoRemoved, ifMatch, http, ct);

    async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(
        Guid id, Guid memoId, CodedState? state, StepKind kind, IfMatch ifMatch, HttpContext http, CancellationToken ct)
    {
        var memo = await db.Set<Memo>().SingleOrDefaultAsync(m => m.Id == memoId && m.OriginId == id && !m.Removed, ct);
        if (memo is null) return Refusal.NotFound("memo").ToProblem();
        var coder = await db.CoderAsync(http.User, ct);
        ifMatch.Guard(db, memo);
        journal.Take(kind, memo, state, coder, time.GetUtcNow());
        await db.SaveChangesAsync(ct);
        if (state is not null) http.SetETag(memo.RowVersion);
        return TypedResults.NoContent();
    }
}
