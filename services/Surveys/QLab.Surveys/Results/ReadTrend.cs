using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using QLab.Questionnaires;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Security;
using QLab.Surveys.Consents;
using QLab.Surveys.Results.Figures;
using QLab.Surveys.Results.Tallying;

namespace QLab.Surveys.Results;

public enum Period
{
    Month,
    Week,
}

/// <param name="Question">The id of a question, or question/row for a row of a matrix.</param>
/// <param name="By">month (the default) or week.</param>
public sealed record TrendQuery(
    [property: StringLength(200), Description("The id of a question, or question/row for a row of a matrix.")] string? Question,
    [property: Description("month (the default) or week.")] EnumParameter<Period>? By);

/// <param name="Period">The month as 2018-09, or the Monday of the week.</param>
/// <param name="Answered">How many answered; null when that would give a withheld count away.</param>
/// <param name="Mean">Of numbers, or of Likert points counted from 1.</param>
/// <param name="Options">Counts and shares of what can be chosen.</param>
sealed record PeriodResults(string Period, long? Answered, bool Suppressed, double? Mean, IReadOnlyList<OptionCount> Options);

sealed record Trend(Guid SurveyId, bool Simulated, string Question, IReadOnlyList<PeriodResults> Periods, bool Suppressed)
{
    /// <summary>Why nothing is shown, when nothing is.</summary>
    public string? Withheld { get; init; }

    /// <inheritdoc cref="SurveyResults.LeftOut"/>
    public LeftOut? LeftOut { get; init; }
}

static class ReadTrend
{
    public static async Task<Results<Ok<Trend>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, [AsParameters] TrendQuery trend, [AsParameters] ResultQuery query, ClaimsPrincipal user, AskedSurveys surveys,
        Tallies tallies, PartnerTallies partners, CancellationToken ct)
    {
        if (await surveys.FindAsync(id, ct) is not { } survey) return AskedSurveys.NotFound.ToProblem();
        var filters = new Filters(survey);
        var (of, wanted, period) = (filters.Measured(trend.Question, "/question"), filters.Read(query), trend.By?.Value ?? Period.Month);
        if (of is null || filters.Faults.Count > 0) return TypedResults.ValidationProblem(filters.Faults);
        var partner = user.OrganisationId() is not null;
        // Weeks cross the ends of months: together they would show single days.
        if (partner && (wanted.IsFiltered || period == Period.Week)) return ResultErrors.TooFine.ToProblem();

        wanted = wanted with { By = new(period == Period.Week ? DimensionKind.Week : DimensionKind.Month), Only = of.Question };
        var tally = partner ? await partners.ReadAsync(id, wanted, ct) : await tallies.ReadAsync(id, wanted, ct);
        var suppress = partner || (query.Suppress ?? true);
        return TypedResults.Ok(new Trend(id, survey.Simulated, trend.Question!, tally is null ? [] : Of(survey, tally, of, suppress), suppress)
        {
            Withheld = tally is null ? PartnerResults.More : null,
            LeftOut = partner ? null : LeftOut.Of(await tallies.ReadAsync(id, TallyQuery.Whole, ct)),
        });
    }

    static IReadOnlyList<PeriodResults> Of(AskedSurvey survey, Tally tally, Dimension of, bool suppress)
    {
        var question = survey.Questions[of.Question!];
        var periods = tally.Groups.Keys.Order(StringComparer.Ordinal).ToList();
        var table = CrossTable.Of(tally, periods, overlap: false, question, of.Row, suppress);
        var isChosen = question.Type is not (QuestionType.Number or QuestionType.Quantity or QuestionType.Score);
        return [.. periods.Select((period, line) =>
        {
            var (whole, counts) = (table.IsWhole(line), tally.Groups[period].Of(question.Id));
            return new PeriodResults(period, whole ? counts.Answered : null, !whole, whole ? Mean(question, of.Row, counts) : null,
                isChosen ? [.. Categories.Of(question).Select((option, column) => Option(option, line, column, whole, counts))] : []);
        })];

        OptionCount Option(
            (string Value, LocalText Label) option, int line, int column, bool whole, QuestionCounts counts) => table.IsHidden(line, column)
            ? new(option.Value, option.Label, null, true)
            : new(option.Value, option.Label, table.Count(line, column), false) { Share = whole && counts.Answered > 0 ? Math.Round((double)table.Count(line, column) / counts.Answered, 4) : null };
    }

    static double? Mean(Question question, string? row, QuestionCounts counts)
    {
        var results = new QuestionFigures(question, counts, counts.Answered, suppress: false).Results();
        return row is null ? results.Mean : results.Rows!.Single(r => r.Value == row).Mean;
    }
}
