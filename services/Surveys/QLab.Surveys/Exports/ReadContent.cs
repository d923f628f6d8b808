using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;
using QLab.Tabular;

namespace QLab.Surveys.Exports;

static class ReadContent
{
    public static async Task<Results<Download, ProblemHttpResult>> OfExport(Guid id, SurveysDb db, CancellationToken ct)
    {
        var export = await db.Set<Export>().AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, ct);
        if (export is null) return Refusal.NotFound("export").ToProblem();
        var (survey, definition) = (await ExportedSurvey.FindAsync(db, export.SurveyId, ct))!.Value;
        return new Download(new(survey, definition, export.Format, export.Language ?? definition.Languages[0], export.Delimiter, export.Bom, export.AsOf) { FrozenAt = export.FrozenAt }, export);
    }

    public static Task<Results<Download, ValidationProblem, ProblemHttpResult>> Csv(
        Guid id, [StringLength(36)] string? asOf, EnumParameter<Delimiter>? delimiter, bool? bom, SurveysDb db, NpgsqlDataSource database,
        CancellationToken ct) =>
        AtOnce(id, ExportFormat.CsvWide, asOf, delimiter?.Value ?? Delimiter.Comma, bom ?? false, db, database, ct);

    public static Task<Results<Download, ValidationProblem, ProblemHttpResult>> JsonLines(Guid id, [StringLength(36)] string? asOf, SurveysDb db, NpgsqlDataSource database, CancellationToken ct) =>
        AtOnce(id, ExportFormat.JsonLines, asOf, Delimiter.Comma, bom: false, db, database, ct);

    /// <remarks>Holds no answers, so organisations may read it too.</remarks>
    public static async Task<Results<Ok<IReadOnlyList<CodebookEntry>>, ValidationProblem, ProblemHttpResult>> Codebook(
        Guid id, [StringLength(35)] string? language, SurveysDb db, CancellationToken ct)
    {
        var found = await ExportedSurvey.FindAsync(db, id, ct);
        if (found is null) return Refusal.NotFound("survey").ToProblem();
        var (survey, definition) = found.Value;
        return language is null || definition.Languages.Contains(language)
            ? TypedResults.Ok(ResponseCodebook.Of(new(survey, definition, ExportFormat.Codebook, language ?? definition.Languages[0], Delimiter.Comma, Bom: false, AsOf: 0)))
            : TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["/language"] = [ExportErrors.NoSuchLanguage(definition.Languages)] });
    }

    static async Task<Results<Download, ValidationProblem, ProblemHttpResult>> AtOnce(
        Guid id, ExportFormat format, string? asOf, Delimiter delimiter, bool bom, SurveysDb db, NpgsqlDataSource database,
        CancellationToken ct)
    {
        var found = await ExportedSurvey.FindAsync(db, id, ct);
        if (found is null) return Refusal.NotFound("survey").ToProblem();
        var (survey, definition) = found.Value;
        if (await AsOf.ReadAsync(asOf, survey, db, database, ct) is not { } position)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["/asOf"] = [ExportErrors.NoSuchMoment] });
        return new Download(new(survey, definition, format, definition.Languages[0], delimiter, bom, position), null);
    }
}
