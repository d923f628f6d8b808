using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Consents;
using QLab.Tabular;

namespace QLab.Surveys.Exports;

/// <param name="AsOf">The position that it shows: nothing that came later is in it.</param>
/// <param name="Rows">How many responses there were when it was frozen; none for a codebook or syntax.</param>
/// <param name="WithdrawnSince">
/// How many of them were missing when the running or last download began: withdrawn, or withheld with the consent to research.
/// </param>
/// <param name="ErasedSince">How many of them were gone by an erasure when the running or last download began.</param>
/// <param name="RowsWritten">How far the running or last download has come.</param>
/// <param name="Content">Where to fetch it.</param>
sealed record ExportView(
    Guid Id, Guid SurveyId, ExportFormat Format, string? Language, Delimiter Delimiter, bool Bom, long AsOf, DateTimeOffset FrozenAt,
    ExportState State, long Rows, long WithdrawnSince, long ErasedSince, long RowsWritten, DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt, string Content)
{
    /// <summary>
    /// How many more responses are left out because they may not be used for research, and why, as of the last download; null for what
    /// holds no answers.
    /// </summary>
    public LeftOut? LeftOut { get; init; }

    public static ExportView Of(Export e) => new(
        e.Id, e.SurveyId, e.Format, e.Language, e.Delimiter, e.Bom, e.AsOf, e.FrozenAt,
        e.State, e.Rows, e.WithdrawnSince, e.ErasedSince, e.Done, e.StartedAt, e.FinishedAt, $"/api/surveys/v1/exports/{e.Id}/content")
    {
        LeftOut = e.LeftOut,
    };
}

static class ReadExports
{
    public static async Task<Results<Page<ExportView>, ProblemHttpResult>> List(Guid id, [AsParameters] Paging paging, SurveysDb db, CancellationToken ct) =>
        await db.Surveys.AnyAsync(s => s.Id == id, ct)
            ? await paging.ReadAsync(db.Set<Export>().Where(e => e.SurveyId == id), e => e.Id, e => ExportView.Of(e), ct)
            : Refusal.NotFound("survey").ToProblem();

    public static async Task<Results<Ok<ExportView>, ProblemHttpResult>> Get(Guid id, SurveysDb db, HttpContext http, CancellationToken ct)
    {
        var export = await db.Set<Export>().AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, ct);
        if (export is null) return Refusal.NotFound("export").ToProblem();
        http.SetETag(export.RowVersion);
        return TypedResults.Ok(ExportView.Of(export));
    }
}
