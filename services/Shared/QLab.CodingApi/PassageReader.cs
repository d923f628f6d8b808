using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.CodingApi;

/// <summary>A passage as a service shows it.</summary>
/// <typeparam name="TSelf">What it is.</typeparam>
public interface IPassageView<out TSelf>
{
    /// <param name="text">What the text says now; null when it is gone or may not be used.</param>
    /// <param name="book">By which themes that were merged are shown as those that stand for them.</param>
    static abstract TSelf Of(Passage passage, CodePoints? text, CodeBook book);
}

/// <summary>Which passages are wanted; whatever is null does not narrow.</summary>
public interface IPassageFilter
{
    Guid? ThemeId { get; }
    Guid? CoderId { get; }
    Guid? ContributionId { get; }
    string? Part { get; }
    bool? HasMemo { get; }

    /// <summary>Coded to a theme that has been split since, or to any other.</summary>
    bool? ToRecode { get; }
}

/// <summary>Reads passages with their words.</summary>
public sealed class PassageReader(ServiceDb db, CodedTexts texts)
{
    public async Task<Results<Page<TView>, ValidationProblem, ProblemHttpResult>> ListAsync<TView>(
        Guid id, Paging paging, IPassageFilter filter, HttpResponse answer, CancellationToken ct) where TView : IPassageView<TView>
    {
        if (await texts.FindAsync(id, ct) is not { } origin) return Refusal.NotFound(texts.Noun).ToProblem();
        if (texts.FaultsOf(origin, filter.Part) is { } faults) return TypedResults.ValidationProblem(faults);
        if (filter.CoderId is { } who && await db.CoderFaultAsync([who], ct) is { } unknown) return unknown.ToProblem();
        var book = await db.CodeBookAsync(origin.ProjectId, ct);
        await texts.TellLeftOutAsync(id, answer, ct);
        var page = await paging.ReadAsync(Wanted(id, filter, book), p => p.Id, texts.InText(origin), ct);
        return page.With([.. page.Items.Select(read => TView.Of(read.Passage, read.Text, book))]);
    }

    public async Task<Results<Ok<TView>, ProblemHttpResult>> GetAsync<TView>(
        Guid id, Guid passageId, HttpContext http, CancellationToken ct) where TView : IPassageView<TView>
    {
        if (await texts.FindAsync(id, ct) is not { } origin) return Refusal.NotFound("passage").ToProblem();
        var read = await db.Set<Passage>().AsNoTracking().Where(p => p.Id == passageId && p.OriginId == id && !p.Removed)
            .Select(texts.InText(origin)).SingleOrDefaultAsync(ct);
        if (read is null) return Refusal.NotFound("passage").ToProblem();
        http.SetETag(read.Passage.RowVersion);
        return TypedResults.Ok(TView.Of(read.Passage, read.Text, await db.CodeBookAsync(origin.ProjectId, ct)));
    }

    /// <summary>What is coded in one text, in its order.</summary>
    public async Task<IReadOnlyList<TView>> InAsync<TView>(TextPlace place, CodePoints? text, CodeBook book, CancellationToken ct)
        where TView : IPassageView<TView>
    {
        var passages = await db.Set<Passage>().AsNoTracking()
            .Where(p => p.OriginId == place.OriginId && p.ContributionId == place.ContributionId && p.Part == place.Part && !p.Removed)
            .OrderBy(p => p.StartPosition).ThenBy(p => p.EndPosition).ThenBy(p => p.Id).ToListAsync(ct);
        return [.. passages.Select(p => TView.Of(p, text, book))];
    }

    IQueryable<Passage> Wanted(Guid origin, IPassageFilter filter, CodeBook book)
    {
        var (coder, contribution, part, hasMemo, toRecode) =
            (filter.CoderId, filter.ContributionId, filter.Part, filter.HasMemo, filter.ToRecode);
        IReadOnlyList<Guid>? themes = filter.ThemeId is { } chosen ? book.StandsFor(book.Follow(chosen)) : null;
        IReadOnlyList<Guid> split = [.. book.Themes.Where(t => t.State == ThemeState.Split).SelectMany(t => book.StandsFor(t.Id))];
        var passages = db.Set<Passage>().Where(p => p.OriginId == origin && !p.Removed
            && (toRecode == null || split.Contains(p.ThemeId) == toRecode) && (coder == null || p.CoderId == coder)
            && (contribution == null || p.ContributionId == contribution) && (part == null || p.Part == part)
            && (hasMemo == null || p.Memo != null == hasMemo));
        return themes is null ? passages : passages.Where(p => themes.Contains(p.ThemeId));
    }
}
