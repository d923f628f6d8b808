using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using QLab.Coding;
using QLab.CodingApi;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Http.Paging;

namespace QLab.Workshops.Interviews.Coding;

public enum MemoAbout
{
    /// <summary>What a theme means in this interview.</summary>
    Theme,

    /// <summary>The interview as a whole.</summary>
    Interview,
}

/// <param name="About">A theme, as it is understood in this interview, or the interview itself.</param>
/// <param name="AboutId">Which.</param>
[Example("""
    { "about": "theme", "aboutId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35", "text": "Mostly from wards with single rooms." }
    """)]
public sealed record WriteMemoRequest(MemoAbout About, Guid AboutId, [property: Required, StringLength(4000), Sayable] string Text)
    : INewMemo
{
    /// <summary>Your own id for the memo, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    bool INewMemo.IsAboutTheme => About == MemoAbout.Theme;
}

[EveryMemberRequired]
[Example("""{ "text": "Only where somebody stayed overnight." }""")]
public sealed record ReviseMemoRequest([property: Required, StringLength(4000), Sayable] string Text);

/// <remarks>Without the words, because first answers are remembered for a day.</remarks>
sealed record WrittenMemo(Guid Id, MemoAbout About, Guid AboutId, Guid CoderId) : IMemoView<WrittenMemo>
{
    public static WrittenMemo Of(Memo memo) => new(memo.Id, MemoView.AboutOf(memo), memo.AboutId, memo.CoderId);
}

sealed record MemoView(Guid Id, MemoAbout About, Guid AboutId, string Text, Guid CoderId, DateTimeOffset ChangedAt) : IMemoView<MemoView>
{
    public static MemoView Of(Memo memo) => new(memo.Id, AboutOf(memo), memo.AboutId, memo.Text, memo.CoderId, memo.ChangedAt);

    public static MemoAbout AboutOf(Memo memo) => memo.IsAboutTheme ? MemoAbout.Theme : MemoAbout.Interview;
}

static class WriteMemo
{
    public static Task<Results<Created<WrittenMemo>, ProblemHttpResult>> Post(
        Guid id, WriteMemoRequest request, MemoWriter memos, HttpContext http, CancellationToken ct) =>
        memos.WriteAsync<WrittenMemo>(id, request, http, ct);

    public static Task<Results<NoContent, ProblemHttpResult>> Put(
        Guid id, Guid memoId, ReviseMemoRequest request, IfMatch ifMatch, MemoWriter memos, HttpContext http, CancellationToken ct) =>
        memos.ReviseAsync(id, memoId, request.Text, ifMatch, http, ct);
}

static class ReadMemos
{
    public static Task<Results<Page<MemoView>, ProblemHttpResult>> List(
        Guid id, [AsParameters] Paging paging, EnumParameter<MemoAbout>? about, Guid? aboutId, Guid? coderId, MemoReader memos,
        CancellationToken ct) =>
        memos.ListAsync<MemoView>(id, paging, about is { } one ? one.Value == MemoAbout.Theme : null, aboutId, coderId, ct);

    public static Task<Results<Ok<MemoView>, ProblemHttpResult>> Get(
        Guid id, Guid memoId, MemoReader memos, HttpContext http, CancellationToken ct) => memos.GetAsync<MemoView>(id, memoId, http, ct);
}
