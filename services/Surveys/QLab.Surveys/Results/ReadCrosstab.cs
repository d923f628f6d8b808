using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using QLab.Questionnaires;
using QLab.ServiceDefaults.Disclosure;
using QLab.ServiceDefaults.Security;
using QLab.Surveys.Consents;
using QLab.Surveys.Results.Figures;
using QLab.Surveys.Results.Tallying;

namespace QLab.Surveys.Results;

/// <param name="Rows">A question's id (question/row for a matrix), language or perspective.</param>
/// <param name="Columns">As for rows; one of the two is a question.</param>
public sealed record CrossQuery(
    [property: StringLength(200), Description("A question's id (question/row for a matrix), language or perspective.")] string? Rows,
    [property: StringLength(200), Description("As for rows; one of the two is a question.")] string? Columns);

/// <param name="RowShare">Of all in its row who answered both; null when that would give a withheld count away.</param>
/// <param name="ColumnShare">Of all in its column who answered both; null when that would give a withheld count away.</param>
sealed record CrossCell(string Column, long? Count, bool Suppressed, double? RowShare, double? ColumnShare);

/// <param name="Count">How many in it answered both; null when that would give a withheld count away.</param>
sealed record CrossRow(string Value, LocalText Label, long? Count, IReadOnlyList<CrossCell> Cells);

/// <param name="Count">How many in it answered both; null when that would give a withheld count away.</param>
sealed record CrossColumn(string Value, LocalText Label, long? Count);

/// <param name="ChiSquare">Null where a count is withheld, or somebody can be in several cells.</param>
sealed record Crosstab(Guid SurveyId, bool Simulated, long? Responses, IReadOnlyList<CrossRow> Rows, IReadOnlyList<CrossColumn> Columns, ChiSquare? ChiSquare, bool Suppressed)
{
    /// <summary>Why nothing is shown, when nothing is.</summary>
    public string? Withheld { get; init; }

    /// <inheritdoc cref="SurveyResults.LeftOut"/>
    public LeftOut? LeftOut { get; init; }

    /// <summary>
    /// Why counts of whole rows and columns are missing, and shares with them: one response can be in several, or they would give a
    /// withheld count away.
    /// </summary>
    public string? Note { get; init; }
}

static class ReadCrosstab
{
    const string Overlap = "One response can be in several rows or columns, so that counts of cells do not add up: there are no counts of whole rows and columns, no shares and no chi-square.",
        Missing = "Some counts are withheld because they are small, or would give small ones away; counts of whole rows and columns and shares are missing where they do too, and chi-square altogether.";

    public static async Task<Results<Ok<Crosstab>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, [AsParameters] CrossQuery cross, [AsParameters] ResultQuery query, ClaimsPrincipal user, AskedSurveys surveys,
        Tallies tallies, PartnerTallies partners, CancellationToken ct)
    {
        if (await surveys.FindAsync(id, ct) is not { } survey) return AskedSurveys.NotFound.ToProblem();
        var filters = new Filters(survey);
        var (rows, columns) = (filters.Dimension(cross.Rows, "/rows"), filters.Dimension(cross.Columns, "/columns"));
        var wanted = filters.Read(query);
        if (rows is { Question: null } && columns is { Question: null })
            filters.Faults["/columns"] = ["One of the two has to be a question."];
        if (rows is not null && rows == columns) filters.Faults["/columns"] = ["Rows and columns are the same."];
        if (rows is null || columns is null || filters.Faults.Count > 0) return TypedResults.ValidationProblem(filters.Faults);
        var partner = user.OrganisationId() is not null;
        if (partner && wanted.IsFiltered) return ResultErrors.TooFine.ToProblem();

        // The same two things give the same table whichever way round they are asked for, so that both ways withhold the same.
        var turned = ComesLater(survey, rows, columns);
        var (by, of) = turned ? (columns, rows) : (rows, columns);
        wanted = wanted with { By = by, Only = of.Question };
        var tally = partner ? await partners.ReadAsync(id, wanted, ct) : await tallies.ReadAsync(id, wanted, ct);
        var suppress = partner || (query.Suppress ?? true);
        return TypedResults.Ok((tally is null ? Nothing(survey) : Of(survey, tally, by, of, turned, suppress)) with
        {
            LeftOut = partner ? null : LeftOut.Of(await tallies.ReadAsync(id, TallyQuery.Whole, ct)),
        });
    }

    static Crosstab Of(AskedSurvey survey, Tally tally, Dimension by, Dimension of, bool turned, bool suppress)
    {
        var (lines, columns) = (Categories.Of(by, survey, tally), Categories.Of(survey.Questions[of.Question!]));
        var table = CrossTable.Of(
            tally, [.. lines.Select(line => line.Value)], survey.Overlaps(by), survey.Questions[of.Question!], of.Row, suppress);
        var (down, across) = turned ? (columns, lines) : (lines, columns);
        return new(
            survey.Id, survey.Simulated, suppress && SmallNumbers.IsSmall(table.Responses) ? null : table.Responses,
            [.. down.Select((row, r) => new CrossRow(row.Value, row.Label, Sum(r, turned), [.. across.Select((column, c) => Cell(column.Value, r, c))]))],
            [.. across.Select((column, c) => new CrossColumn(column.Value, column.Label, Sum(c, !turned)))],
            table.IsPartition && table.IsComplete ? Association.Of(table) : null, suppress)
        {
            Note = !table.IsPartition ? Overlap : table.IsComplete ? null : Missing,
        };

        CrossCell Cell(string column, int r, int c)
        {
            var (line, place) = turned ? (c, r) : (r, c);
            if (table.IsHidden(line, place)) return new(column, null, true, null, null);
            var count = table.Count(line, place);
            return new(column, count, false, Share(count, Sum(r, turned)), Share(count, Sum(c, !turned)));
        }

        long? Sum(int index, bool column) =>
            !table.IsPartition ? null
            : column ? table.IsWholeColumn(index) ? table.InColumn(index) : null
            : table.IsWhole(index) ? table.InLine(index) : null;
    }

    static double? Share(long count, long? of) => of is > 0 and { } whole ? Math.Round((double)count / whole, 4) : null;

    static bool ComesLater(AskedSurvey survey, Dimension rows, Dimension columns)
    {
        if (rows.Question is null || columns.Question is null) return rows.Question is not null;
        var order = survey.Questions.Keys.ToList();
        return (order.IndexOf(rows.Question), rows.Row).CompareTo((order.IndexOf(columns.Question), columns.Row)) > 0;
    }

    static Crosstab Nothing(AskedSurvey survey) =>
        new(survey.Id, survey.Simulated, null, [], [], null, true) { Withheld = PartnerResults.More };
}
