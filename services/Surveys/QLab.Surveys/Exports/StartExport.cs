using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Consents;
using QLab.Tabular;

namespace QLab.Surveys.Exports;

[Example("""{ "format": "csvWide", "language": "en", "delimiter": "semicolon" }""")]
public sealed record StartExportRequest(ExportFormat Format)
{
    /// <summary>Your own id for the export, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>In which of the questionnaire's languages texts and labels are; the first when absent.</summary>
    [StringLength(35)]
    public string? Language { get; init; }

    /// <summary>Between the cells of CSV; a comma when absent.</summary>
    public Delimiter Delimiter { get; init; }

    /// <summary>Whether CSV begins with a byte order mark, by which spreadsheets know that it is UTF-8.</summary>
    public bool Bom { get; init; }

    /// <summary>
    /// As of when: the id or the position of an earlier export of this survey, in an identified survey any position; now when absent.
    /// </summary>
    [StringLength(36)]
    public string? AsOf { get; init; }
}

static class StartExport
{
    public static async Task<Results<Created<ExportView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, StartExportRequest request, HttpContext http, SurveysDb db, NpgsqlDataSource database, TimeProvider time,
        CancellationToken ct)
    {
        var found = await ExportedSurvey.FindAsync(db, id, ct);
        if (found is null) return Refusal.NotFound("survey").ToProblem();
        var (survey, definition) = found.Value;

        var exportId = request.Id ?? Guid.CreateVersion7();
        if (await db.Set<Export>().AnyAsync(e => e.Id == exportId, ct)) return Refusal.AlreadyExists("export", exportId).ToProblem();

        var faults = new Dictionary<string, string[]>();
        if (request.Language is { } language && !definition.Languages.Contains(language))
            faults["/language"] = [ExportErrors.NoSuchLanguage(definition.Languages)];
        var position = await AsOf.ReadAsync(request.AsOf, survey, db, database, ct);
        if (position is null) faults["/asOf"] = [ExportErrors.NoSuchMoment];
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        var contents = new ExportSpecification(survey, definition, request.Format, request.Language ?? definition.Languages[0], request.Delimiter, request.Bom, position!.Value);
        var count = contents.HoldsAnswers ? await CountAsync(contents, database, ct) : (FrozenCount?)null;
        var export = new Export
        {
            Id = exportId, SurveyId = id, Format = request.Format, Language = request.Language, Delimiter = request.Delimiter,
            Bom = request.Bom,
            AsOf = contents.AsOf, FrozenAt = time.GetUtcNow(), Rows = count?.Rows ?? 0, RowsOfNobody = count?.Erased ?? 0,
            LeftOut = count is { } frozen ? LeftOut.Of(frozen.LeftOut) : null,
        };
        db.Add(export);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/surveys/v1/exports/{export.Id}", ExportView.Of(export));
    }

    static async Task<FrozenCount> CountAsync(ExportSpecification contents, NpgsqlDataSource database, CancellationToken ct)
    {
        await using var frozen = await FrozenResponses.OpenAsync(database, contents.Survey, contents.AsOf, ct);
        return await frozen.CountAsync(ct);
    }
}
