using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Imports;

/// <param name="Lines">How many lines have been read.</param>
/// <param name="Refused">How many of them cannot be responses.</param>
/// <param name="Imported">How many responses came of it: all lines or none.</param>
/// <param name="Faults">What is wrong, line by line: the first 1,000.</param>
sealed record ImportView(
    Guid Id, Guid SurveyId, bool DryRun, ImportState State, int Lines, int Refused, int Imported, IReadOnlyList<ImportFault> Faults,
    DateTimeOffset ReceivedAt, DateTimeOffset? FinishedAt)
{
    public static ImportView Of(Import i) =>
        new(i.Id, i.SurveyId, i.DryRun, i.State, i.Done, i.Refused, i.Imported, i.Faults, i.ReceivedAt, i.FinishedAt);
}

sealed record ImportListItem(
    Guid Id, bool DryRun, ImportState State, int Lines, int Refused, int Imported, DateTimeOffset ReceivedAt, DateTimeOffset? FinishedAt);

static class ReadImports
{
    public static async Task<Results<Page<ImportListItem>, ProblemHttpResult>> OfSurvey(Guid id, [AsParameters] Paging paging, SurveysDb db, CancellationToken ct) =>
        await db.Surveys.AnyAsync(s => s.Id == id, ct)
            ? await paging.ReadAsync(
                db.Set<Import>().Where(i => i.SurveyId == id), i => i.Id,
                i => new ImportListItem(i.Id, i.DryRun, i.State, i.Done, i.Refused, i.Imported, i.ReceivedAt, i.FinishedAt), ct)
            : Refusal.NotFound("survey").ToProblem();

    public static async Task<Results<Ok<ImportView>, ProblemHttpResult>> Get(Guid id, SurveysDb db, CancellationToken ct) =>
        await db.Set<Import>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, ct) is { } import
            ? TypedResults.Ok(ImportView.Of(import))
            : Refusal.NotFound("import").ToProblem();
}
