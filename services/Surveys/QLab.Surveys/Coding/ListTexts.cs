using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.CodingApi;
using QLab.Questionnaires;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Responses;

namespace QLab.Surveys.Coding;

/// <param name="Length">In Unicode code points.</param>
/// <param name="Passages">How many passages are coded in it, by whomever.</param>
sealed record TextItem(string Question, string Text, int Length, int Passages);

/// <summary>The texts of one response.</summary>
sealed record ResponseTexts(Guid ResponseId, string Language, IReadOnlyList<TextItem> Texts)
{
    public static ResponseTexts Of(Response response, IEnumerable<string> coded, IReadOnlyList<Question> questions)
    {
        var passages = coded.CountBy(question => question).ToDictionary();
        var items =
            from question in questions
            let text = QLab.Coding.Texts.Of(question, response.Answers.RootElement)
            where text is not null
            select new TextItem(question.Id, text, new CodePoints(text).Length, passages.GetValueOrDefault(question.Id));
        return new(response.Id, response.Language, [.. items]);
    }
}

/// <summary>Which texts are wanted; whatever is absent does not narrow.</summary>
public sealed record TextFilter(
    [property: StringLength(64)] string? Question,
    [property: Description("True: responses in which some of these texts has no passage yet; false: those in which each has one.")] bool? Uncoded,
    [property: Description("Counts the passages of this coder alone.")] Guid? CoderId);

static class ListTexts
{
    public static async Task<Results<Page<ResponseTexts>, ValidationProblem, ProblemHttpResult>> List(
        Guid id, [AsParameters] Paging paging, [AsParameters] TextFilter filter, SurveysDb db, SurveyTexts texts,
        HttpResponse answer, CancellationToken ct)
    {
        if (await texts.SurveyAsync(id, ct) is not { } survey) return Refusal.NotFound("survey").ToProblem();
        if (texts.FaultsOf(survey, filter.Question) is { } faults) return TypedResults.ValidationProblem(faults);
        if (filter.CoderId is { } who && await db.CoderFaultAsync([who], ct) is { } unknown) return unknown.ToProblem();
        var questions = survey.Asked(filter.Question);
        var (coder, responses) = (filter.CoderId, texts.Responses(id));
        await texts.TellLeftOutAsync(id, answer, ct);
        return await paging.ReadAsync(
            Chosen(db, questions, filter).Where(r => responses.Any(readable => readable.Id == r.Id)), r => r.Id,
            r => ResponseTexts.Of(
                r,
                db.Set<Passage>().Where(p => p.ContributionId == r.Id && !p.Removed && (coder == null || p.CoderId == coder))
                    .Select(p => p.Part).ToList(),
                questions), ct);
    }

    /// <summary>Responses that say something in at least one of the questions.</summary>
    static IQueryable<Response> Chosen(SurveysDb db, IReadOnlyList<Question> questions, TextFilter filter)
    {
        string[] ids = [.. questions.Select(q => q.Id)];
        bool[] ownWords = [.. questions.Select(Texts.TakesOwnWords)];
        var (uncoded, coder) = (filter.Uncoded, filter.CoderId);
        return db.Responses.FromSql($"""
            SELECT r.*, r.xmin FROM responses r WHERE (
                SELECT CASE WHEN count(*) = 0 THEN false WHEN {uncoded}::boolean IS NULL THEN true ELSE bool_or(said.uncoded) = {uncoded} END
                FROM (
                    SELECT NOT EXISTS (
                        SELECT 1 FROM passages p WHERE p.response_id = r.id AND p.question = q.id AND NOT p.removed AND ({coder}::uuid IS NULL OR p.coder_id = {coder})) AS uncoded
                    FROM unnest({ids}, {ownWords}) AS q (id, own_words)
                    WHERE CASE WHEN q.own_words THEN jsonb_path_exists(r.answers -> q.id, '$.other') ELSE coalesce(r.answers ->> q.id, '') <> '' END) AS said)
            """);
    }
}
