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

public enum AgreementUnit
{
    /// <summary>Whether a text is coded with the theme anywhere in it.</summary>
    Text,

    /// <summary>Whether each character of a text is coded with the theme.</summary>
    Character,
}

public sealed record AgreementQuery(
    [property: Description("A coder.")] Guid First,
    [property: Description("Another coder.")] Guid Second,
    [property: Description("One theme; every theme that one of the two has used when absent.")] Guid? Theme,
    [property: Description("One question; every text when absent."), StringLength(64)] string? Question,
    EnumParameter<AgreementUnit>? Unit);

/// <param name="Units">How many decisions were compared.</param>
/// <param name="Observed">The share about which both agree.</param>
/// <param name="Expected">The share that would agree by chance.</param>
/// <param name="Kappa">Cohen's κ; null where it is not defined, and then note says why.</param>
sealed record AgreementView(
    long Units, long Both, long FirstOnly, long SecondOnly, long Neither, double? Observed, double? Expected, double? Kappa, string? Note)
{
    public static AgreementView Of(Decisions d) => new(d.Count, d.Both, d.FirstOnly, d.SecondOnly, d.Neither, d.Observed, d.Expected, d.Kappa, d switch
    {
        { Count: 0 } => "There is nothing to compare.",
        { IsConstant: true } => "Both decided the same about every unit, so chance alone would make them agree: κ is not defined.",
        _ => null,
    });
}

sealed record ThemeAgreement(Guid ThemeId, string Code, AgreementView Agreement);

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
        Guid? asked = query.Theme is { } named ? book.Follow(named) : null;
        IReadOnlyList<Guid> counted = asked is { } one ? book.StandsFor(one) : [];
        var passages = await db.Set<Passage>().AsNoTracking()
            .Where(p => p.SurveyId == id && !p.Removed && (p.CoderId == query.First || p.CoderId == query.Second)
                && (asked == null || counted.Contains(p.ThemeId)) && (query.Question == null || p.Question == query.Question)).ToListAsync(ct);
        var used = passages.Select(p => book.Follow(p.ThemeId)).ToHashSet();
        var themes = book.Themes.Where(t => asked is null ? used.Contains(t.Id) : t.Id == asked).ToList();
        if (query.Theme is not null && themes.Count == 0) return Refusal.NotFound("theme").ToProblem();

        var unit = query.Unit?.Value ?? AgreementUnit.Text;
        var coded = passages.ToLookup(p => (p.ResponseId, p.Question));
        var decided = themes.ToDictionary(t => t.Id, _ => default(Decisions));
        var (texts, stale) = (0, passages.Count);
        await foreach (var response in db.CodedResponses(id).AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
        {
            foreach (var question in questions)
            {
                if (Texts.Of(question, response.Answers.RootElement) is not { } words) continue;
                var text = new CodePoints(words);
                var here = coded[(response.Id, question.Id)].Where(p => PassageRules.Quote(text, p.StartPosition, p.EndPosition, p.QuoteHash) is not null).ToList();
                (texts, stale) = (texts + 1, stale - here.Count);
                foreach (var theme in themes) decided[theme.Id] += Decide(
                    unit, text.Length, Ranges(here, book, theme.Id, query.First), Ranges(here, book, theme.Id, query.Second));
            }
        }
        var overall = decided.Values.Aggregate(default(Decisions), (sum, one) => sum + one);
        return TypedResults.Ok(new AgreementReport(
            query.First, query.Second, unit, texts, stale, passages.Count(p => p.ChangedBy != p.CoderId), AgreementView.Of(overall),
            [.. themes.Select(t => new ThemeAgreement(t.Id, t.Code, AgreementView.Of(decided[t.Id])))])
        {
            LeftOut = LeftOut.Of(await tallies.ReadAsync(id, TallyQuery.Whole, ct)),
        });
    }

    static Decisions Decide(AgreementUnit unit, int length, List<(int, int)> first, List<(int, int)> second) =>
        unit == AgreementUnit.Text ? Agreement.OfText(first, second) : Agreement.OfCharacters(length, first, second);

    static List<(int, int)> Ranges(List<Passage> passages, CodeBook book, Guid theme, Guid coder) =>
        [.. passages.Where(p => book.Follow(p.ThemeId) == theme && p.CoderId == coder).Select(p => (p.StartPosition, p.EndPosition))];
}
