using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using QLab.Coding;
using QLab.CodingApi;
using QLab.ServiceDefaults.Http.Paging;

namespace QLab.Surveys.Coding;

/// <param name="Start">The first character, from 0, counted in Unicode code points.</param>
/// <param name="End">The character after the last.</param>
/// <param name="Quote">The words; null when the text no longer says them there, or may no longer be used.</param>
/// <param name="Stale">True when there is no quote.</param>
/// <param name="ThemeId">What it is coded to; of a theme that was merged, the one that has taken its place.</param>
/// <param name="CoderId">Whose coding it is.</param>
/// <param name="ChangedBy">Who changed it last.</param>
sealed record PassageView(
    Guid Id, Guid SurveyId, Guid ResponseId, string Question, int Start, int End, string? Quote, bool Stale, Guid ThemeId,
    string? Memo, Guid CoderId, Guid ChangedBy, int Version, DateTimeOffset CodedAt, DateTimeOffset ChangedAt) : IPassageView<PassageView>
{
    public static PassageView Of(Passage p, CodePoints? text, CodeBook book)
    {
        var quote = p.QuoteOf(text);
        return new(
            p.Id, p.OriginId, p.ContributionId, p.Part, p.StartPosition, p.EndPosition, quote, quote is null, book.Follow(p.ThemeId),
            p.Memo, p.CoderId, p.ChangedBy, p.Version, p.CodedAt, p.ChangedAt);
    }
}

/// <summary>Which passages are wanted; whatever is absent does not narrow.</summary>
public sealed record PassageFilter(
    Guid? ThemeId, Guid? CoderId, Guid? ResponseId, [property: StringLength(64)] string? Question,
    [property: Description("With a memo, or without.")] bool? HasMemo,
    [property: Description("True: coded to a theme that has been split since; false: to any other.")] bool? ToRecode) : IPassageFilter
{
    Guid? IPassageFilter.ContributionId => ResponseId;

    string? IPassageFilter.Part => Question;
}

static class ReadPassages
{
    public static Task<Results<Page<PassageView>, ValidationProblem, ProblemHttpResult>> List(
        Guid id, [AsParameters] Paging paging, [AsParameters] PassageFilter filter, PassageReader passages, HttpResponse answer,
        CancellationToken ct) => passages.ListAsync<PassageView>(id, paging, filter, answer, ct);

    public static Task<Results<Ok<PassageView>, ProblemHttpResult>> Get(
        Guid id, Guid passageId, PassageReader passages, HttpContext http, CancellationToken ct) =>
        passages.GetAsync<PassageView>(id, passageId, http, ct);
}
