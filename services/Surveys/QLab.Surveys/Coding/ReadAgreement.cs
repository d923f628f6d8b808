using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Consents;
using QLab.Surveys.Results.Tallying;

namespace QLab.Surveys.Coding;

public sealed record AgreementQuery(
    [property: Description("A coder.")] Guid First,
    [property: Description("Another coder.")] Guid Second,
    [property: Description("One theme; every theme that one of the two has used when absent.")] Guid? Theme,
    [property: Description("One question; every text when absent."), StringLength(64)] string? Question,
    EnumParameter<AgreementUnit>? Unit);

/// <param name="Stale">Passages of the two that were left out because their text has been changed or may no longer be used.</param>
/// <param name="ChangedByOthers">Passages of the two that somebody else has changed since: these are not independent decisions.</param>
/// <param name="Overall">Every decision about every theme together.</param>
sealed record AgreementReport(
    Guid First, Guid Second, AgreementUnit Unit, int Texts, int Stale, int ChangedByOthers, AgreementView Overall,
    IReadOnlyList<ThemeAgreement> Themes)
{
    /// <summary>How many responses are left out because they may not be used for research, and why.</summary>
    public LeftOut? LeftOut { get; init; }
}

static class ReadAgreement
{
    public static async Task<Results<Ok<AgreementReport>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, [AsParameters] AgreementQuery query, SurveysDb db, Tallies tallies, CancellationToken ct)
    {
        if (query.First == query.Second)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["/second"] = ["Name two different coders."] });
        if (await db.CodedSurveyAsync(id, ct) is not { } survey) return Refusal.NotFound("survey").ToProblem();
        if (!survey.Codes(query.Question)) return CodingErrors.NoSuchTexts(survey);
        if (await db.CoderFaultAsync([query.First, query.Second], ct) is { } unknown) return unknown.ToProblem();
        var questions = survey.Questions.Where(q => query.Question is null || q.Id == query.Question).ToList();
        var book = await db.CodeBookAsync(survey.ProjectId, ct);
        var counted = CoderComparison.Counted(book, query.Theme);
        var passages = await db.Set<Passage>().AsNoTracking()
            .Where(p => p.SurveyId == id && !p.Removed && (p.CoderId == query.First || p.CoderId == query.Second)
                && (query.Theme == null || counted.Contains(p.ThemeId)) && (query.Question == null || p.Question == query.Question)).ToListAsync(ct);
        var unit = query.Unit?.Value ?? AgreementUnit.Text;
        var comparison = new CoderComparison(book, passages, query.Theme, query.First, query.Second, unit);
        if (query.Theme is not null && comparison.Themes.Count == 0) return Refusal.NotFound("theme").ToProblem();

        await foreach (var response in db.CodedResponses(id).AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
            foreach (var question in questions)
                if (Texts.Of(question, response.Answers.RootElement) is { } words)
                    comparison.Count(new(id, response.Id, question.Id), words);
        return TypedResults.Ok(new AgreementReport(
            query.First, query.Second, unit, comparison.Texts, comparison.Stale, comparison.ChangedByOthers, comparison.Overall,
            comparison.ByTheme)
        {
            LeftOut = LeftOut.Of(await tallies.ReadAsync(id, TallyQuery.Whole, ct)),
        });
    }
}
