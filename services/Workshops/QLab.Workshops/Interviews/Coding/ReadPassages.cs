using System.ComponentModel;
using System.Linq.Expressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Interviews.Coding;

/// <param name="Turn">The number of the turn.</param>
/// <param name="Start">The first character, from 0, counted in Unicode code points.</param>
/// <param name="End">The character after the last.</param>
/// <param name="Quote">The words; null when the transcript no longer says them there, or they may no longer be used.</param>
/// <param name="Stale">True when there is no quote.</param>
/// <param name="ThemeId">What it is coded to; of a theme that was merged, the one that has taken its place.</param>
/// <param name="CoderId">Whose coding it is.</param>
/// <param name="ChangedBy">Who changed it last.</param>
sealed record PassageView(
    Guid Id, Guid InterviewId, Guid SpeakerId, int Turn, int Start, int End, string? Quote, bool Stale, Guid ThemeId,
    string? Memo, Guid CoderId, Guid ChangedBy, int Version, DateTimeOffset CodedAt, DateTimeOffset ChangedAt)
{
    public static PassageView Of(Passage p, string? words, CodeBook book)
    {
        var quote = words is null ? null : p.QuoteOf(new(words));
        return new(
            p.Id, p.InterviewId, p.SpeakerId, p.Turn, p.StartPosition, p.EndPosition, quote, quote is null, book.Follow(p.ThemeId),
            p.Memo, p.CoderId, p.ChangedBy, p.Version, p.CodedAt, p.ChangedAt);
    }
}

/// <summary>Which passages are wanted; whatever is absent does not narrow.</summary>
public sealed record PassageFilter(
    Guid? ThemeId, Guid? CoderId, Guid? SpeakerId, int? Turn, [property: Description("With a memo, or without.")] bool? HasMemo,
    [property: Description("True: coded to a theme that has been split since; false: to any other.")] bool? ToRecode);

static class ReadPassages
{
    public static async Task<Results<Page<PassageView>, ProblemHttpResult>> List(
        Guid id, [AsParameters] Paging paging, [AsParameters] PassageFilter filter, WorkshopsDb db, HttpResponse answer,
        CancellationToken ct)
    {
        if (await db.CodedInterviewAsync(id, ct) is not { } interview) return Refusal.NotFound("interview").ToProblem();
        if (filter.CoderId is { } who && await db.CoderFaultAsync([who], ct) is { } unknown) return unknown.ToProblem();
        var book = await db.CodeBookAsync(interview.ProjectId, ct);
        IReadOnlyList<Guid> themes = filter.ThemeId is { } chosen ? book.StandsFor(book.Follow(chosen)) : [];
        await db.TellLeftOutAsync(id, answer, ct);
        IReadOnlyList<Guid> split = [.. book.Themes.Where(t => t.State == ThemeState.Split).SelectMany(t => book.StandsFor(t.Id))];
        var rows = db.Set<Passage>().Where(p => p.InterviewId == id && !p.Removed
            && (filter.ThemeId == null || themes.Contains(p.ThemeId))
            && (filter.ToRecode == null || split.Contains(p.ThemeId) == filter.ToRecode)
            && (filter.CoderId == null || p.CoderId == filter.CoderId)
            && (filter.SpeakerId == null || p.SpeakerId == filter.SpeakerId) && (filter.Turn == null || p.Turn == filter.Turn)
            && (filter.HasMemo == null || p.Memo != null == filter.HasMemo));
        return await paging.ReadAsync(rows, p => p.Id, View(db, id, book), ct);
    }

    public static async Task<Results<Ok<PassageView>, ProblemHttpResult>> Get(
        Guid id, Guid passageId, WorkshopsDb db, HttpContext http, CancellationToken ct)
    {
        var passage = await db.Set<Passage>().AsNoTracking()
            .SingleOrDefaultAsync(p => p.Id == passageId && p.InterviewId == id && !p.Removed, ct);
        if (passage is null) return Refusal.NotFound("passage").ToProblem();
        var words = await db.CodedTurns(id).Where(t => t.Number == passage.Turn && t.SpeakerId == passage.SpeakerId)
            .Select(t => t.Text).SingleOrDefaultAsync(ct);
        http.SetETag(passage.RowVersion);
        return TypedResults.Ok(PassageView.Of(passage, words, await db.CodeBookAsync(passage.ProjectId, ct)));
    }

    static Expression<Func<Passage, PassageView>> View(WorkshopsDb db, Guid id, CodeBook book)
    {
        var turns = db.CodedTurns(id);
        return p => PassageView.Of(
            p, turns.Where(t => t.Number == p.Turn && t.SpeakerId == p.SpeakerId).Select(t => t.Text).SingleOrDefault(), book);
    }
}
