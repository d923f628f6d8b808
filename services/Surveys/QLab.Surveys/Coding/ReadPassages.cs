using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.Questionnaires;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Consents;
using QLab.Surveys.Results.Tallying;

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
    string? Memo, Guid CoderId, Guid ChangedBy, int Version, DateTimeOffset CodedAt, DateTimeOffset ChangedAt)
{
    public static PassageView Of(Passage p, CodePoints? text, CodeBook book)
    {
        var quote = p.QuoteOf(text);
        return new(
            p.Id, p.SurveyId, p.ResponseId, p.Question, p.StartPosition, p.EndPosition, quote, quote is null, book.Follow(p.ThemeId),
            p.Memo, p.CoderId, p.ChangedBy, p.Version, p.CodedAt, p.ChangedAt);
    }
}

/// <summary>Which passages are wanted; whatever is absent does not narrow.</summary>
public sealed record PassageFilter(
    Guid? ThemeId, Guid? CoderId, Guid? ResponseId, [property: StringLength(64)] string? Question,
    [property: Description("With a memo, or without.")] bool? HasMemo,
    [property: Description("True: coded to a theme that has been split since; false: to any other.")] bool? ToRecode);

static class ReadPassages
{
    public static async Task<Results<Page<PassageView>, ValidationProblem, ProblemHttpResult>> List(
        Guid id, [AsParameters] Paging paging, [AsParameters] PassageFilter filter, SurveysDb db, Tallies tallies,
        HttpResponse answer, CancellationToken ct)
    {
        if (await db.CodedSurveyAsync(id, ct) is not { } survey) return Refusal.NotFound("survey").ToProblem();
        if (!survey.Codes(filter.Question)) return CodingErrors.NoSuchTexts(survey);
        if (filter.CoderId is { } who && await db.CoderFaultAsync([who], ct) is { } unknown) return unknown.ToProblem();
        var book = await db.CodeBookAsync(survey.ProjectId, ct);
        IReadOnlyList<Guid> themes = filter.ThemeId is { } chosen ? book.StandsFor(book.Follow(chosen)) : [];
        await tallies.TellLeftOutAsync(id, answer, ct);
        IReadOnlyList<Guid> split = [.. book.Themes.Where(t => t.State == ThemeState.Split).SelectMany(t => book.StandsFor(t.Id))];
        var rows = db.Set<Passage>().Where(p => p.SurveyId == id && !p.Removed
            && (filter.ThemeId == null || themes.Contains(p.ThemeId)) && (filter.ToRecode == null || split.Contains(p.ThemeId) == filter.ToRecode) && (filter.CoderId == null || p.CoderId == filter.CoderId)
            && (filter.ResponseId == null || p.ResponseId == filter.ResponseId) && (filter.Question == null || p.Question == filter.Question)
            && (filter.HasMemo == null || p.Memo != null == filter.HasMemo));
        return await paging.ReadAsync(
            rows, p => p.Id, p => View(p, db.CodedResponses(id).Where(r => r.Id == p.ResponseId).Select(r => r.Answers).SingleOrDefault(), survey.Questions, book), ct);
    }

    public static async Task<Results<Ok<PassageView>, ProblemHttpResult>> Get(
        Guid id, Guid passageId, SurveysDb db, HttpContext http, CancellationToken ct)
    {
        var found = await db.Set<Passage>().AsNoTracking().Where(p => p.Id == passageId && p.SurveyId == id && !p.Removed)
            .Select(p => new { Passage = p, Answers = db.CodedResponses(id).Where(r => r.Id == p.ResponseId).Select(r => r.Answers).SingleOrDefault() }).SingleOrDefaultAsync(ct);
        if (found is null) return Refusal.NotFound("passage").ToProblem();
        var survey = (await db.CodedSurveyAsync(id, ct))!;
        http.SetETag(found.Passage.RowVersion);
        return TypedResults.Ok(View(found.Passage, found.Answers, survey.Questions, await db.CodeBookAsync(survey.ProjectId, ct)));
    }

    static PassageView View(Passage passage, JsonDocument? answers, IReadOnlyList<Question> questions, CodeBook book) =>
        PassageView.Of(passage, answers is not null && questions.FirstOrDefault(q => q.Id == passage.Question) is { } question
            && Texts.Of(question, answers.RootElement) is { } text ? new(text) : null, book);
}
