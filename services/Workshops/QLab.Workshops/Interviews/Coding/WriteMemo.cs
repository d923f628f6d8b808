using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Interviews.Coding;

/// <param name="About">A theme, as it is understood in this interview, or the interview itself.</param>
/// <param name="AboutId">Which.</param>
[Example("""
    { "about": "theme", "aboutId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35", "text": "Mostly from wards with single rooms." }
    """)]
public sealed record WriteMemoRequest(MemoAbout About, Guid AboutId, [property: Required, StringLength(4000), Sayable] string Text)
{
    /// <summary>Your own id for the memo, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }
}

[EveryMemberRequired]
[Example("""{ "text": "Only where somebody stayed overnight." }""")]
public sealed record ReviseMemoRequest([property: Required, StringLength(4000), Sayable] string Text);

/// <remarks>Without the words, because first answers are remembered for a day.</remarks>
sealed record WrittenMemo(Guid Id, MemoAbout About, Guid AboutId, Guid CoderId);

static class WriteMemo
{
    public static async Task<Results<Created<WrittenMemo>, ProblemHttpResult>> Post(
        Guid id, WriteMemoRequest request, WorkshopsDb db, HttpContext http, TimeProvider time, CancellationToken ct)
    {
        var project = await db.Interviews.Where(i => i.Id == id).Select(i => (Guid?)i.ProjectId).SingleOrDefaultAsync(ct);
        if (project is null) return Refusal.NotFound("interview").ToProblem();
        if (request.Id is { } own && await db.Set<Memo>().AnyAsync(m => m.Id == own, ct))
            return Refusal.AlreadyExists("memo", own).ToProblem();
        if (request.About == MemoAbout.Theme && !(await db.CodeBookAsync(project.Value, ct)).Knows(request.AboutId))
            return Refusal.NotKnownHere("theme").ToProblem();

        await using var transaction = await db.RequireTransactionAsync(ct);
        if (request.About == MemoAbout.Interview && !await IsThereAsync(db, id, request.AboutId, ct))
            return Refusal.NotFound("transcript").ToProblem();
        var (coder, now) = (await db.CoderAsync(http.User, ct), time.GetUtcNow());
        var memo = new Memo
        {
            Id = request.Id ?? Guid.CreateVersion7(), InterviewId = id, About = request.About, AboutId = request.AboutId, CoderId = coder,
        };
        db.Add(memo);
        db.Add(CodingStep.Take(StepKind.MemoWritten, memo, new() { Memo = request.Text }, coder, now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        http.SetETag(memo.RowVersion);
        return TypedResults.Created(
            $"/api/workshops/v1/interviews/{id}/memos/{memo.Id}", new WrittenMemo(memo.Id, memo.About, memo.AboutId, coder));
    }

    public static Task<Results<NoContent, ProblemHttpResult>> Put(
        Guid id, Guid memoId, ReviseMemoRequest request, IfMatch ifMatch, WorkshopsDb db, HttpContext http, TimeProvider time,
        CancellationToken ct) =>
        ChangeAsync(id, memoId, new() { Memo = request.Text }, StepKind.MemoRevised, ifMatch, db, http, time, ct);

    public static Task<Results<NoContent, ProblemHttpResult>> Delete(
        Guid id, Guid memoId, IfMatch ifMatch, WorkshopsDb db, HttpContext http, TimeProvider time, CancellationToken ct) =>
        ChangeAsync(id, memoId, state: null, StepKind.MemoRemoved, ifMatch, db, http, time, ct);

    static async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(
        Guid id, Guid memoId, CodedState? state, StepKind kind, IfMatch ifMatch, WorkshopsDb db, HttpContext http, TimeProvider time,
        CancellationToken ct)
    {
        var memo = await db.Set<Memo>().SingleOrDefaultAsync(m => m.Id == memoId && m.InterviewId == id && !m.Removed, ct);
        if (memo is null) return Refusal.NotFound("memo").ToProblem();
        var coder = await db.CoderAsync(http.User, ct);
        ifMatch.Guard(db, memo);
        db.Add(CodingStep.Take(kind, memo, state, coder, time.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        if (state is not null) http.SetETag(memo.RowVersion);
        return TypedResults.NoContent();
    }

    /// <summary>Held until the transaction ends, so that no memo is written about what is being removed.</summary>
    static async Task<bool> IsThereAsync(WorkshopsDb db, Guid interview, Guid about, CancellationToken ct)
    {
        await db.HoldTranscriptAsync(interview, ct);
        return about == interview && await db.Interviews.AnyAsync(i => i.Id == interview && i.TranscribedAt != null, ct);
    }
}
