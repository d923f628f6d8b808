using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QLab.Questionnaires;
using QLab.Surveys.Responses;
using QLab.Surveys.Surveys;
using QLab.Tabular;

namespace QLab.Surveys.Exports;

/// <summary>What an export is of, and how it is to look.</summary>
sealed record ExportSpecification(
    Survey Survey, Definition Definition, ExportFormat Format, string Language, Delimiter Delimiter, bool Bom, long AsOf)
{
    /// <summary>Questions that can have an answer, in page order.</summary>
    public IReadOnlyList<Question> Questions { get; } = [.. Definition.InPageOrder()
        .Where(q => q.Type is not (QuestionType.Section or QuestionType.Display))];

    public IReadOnlyList<ResponseColumn> Columns { get; } = ResponseColumns.Of(Definition, Survey.Mode);

    /// <summary>When the moment was frozen; said by formats that name it.</summary>
    public DateTimeOffset FrozenAt { get; init; }

    public bool DaysOnly => Survey.Mode == SurveyMode.Anonymous;

    public bool HoldsAnswers => Format is not (ExportFormat.Codebook or ExportFormat.SpssSyntax);

    public string MediaType => Format switch
    {
        ExportFormat.JsonLines => "application/jsonl; charset=utf-8",
        ExportFormat.SpssSyntax => "text/plain; charset=utf-8",
        ExportFormat.FhirBundle => "application/fhir+json; charset=utf-8",
        _ => "text/csv; charset=utf-8",
    };

    public string FileName => $"survey-{Survey.Id}" + Format switch
    {
        ExportFormat.JsonLines => ".jsonl",
        ExportFormat.SpssSyntax => ".sps",
        ExportFormat.SpssData => "-spss.csv",
        ExportFormat.FhirBundle => ".fhir.json",
        ExportFormat.CsvLong => "-long.csv",
        ExportFormat.Codebook => "-codebook.csv",
        _ => ".csv",
    };

    public string Say(LocalText? text) => text?.In(Language, Definition.Languages) ?? "";
}

static class ExportedSurvey
{
    public static async Task<(Survey, Definition)?> FindAsync(SurveysDb db, Guid id, CancellationToken ct)
    {
        var found = await (
            from survey in db.Surveys.AsNoTracking()
            join questionnaire in db.Questionnaires on survey.QuestionnaireId equals questionnaire.Id
            where survey.Id == id
            select new { survey, questionnaire.Definition }).SingleOrDefaultAsync(ct);
        return found is null ? null : (found.survey, found.Definition);
    }
}

/// <summary>
/// As of when: what an earlier export was frozen at, a position, or now. Between two positions lies what one respondent did, so only where
/// it is known anyway whose each response is a position may be another than an export's.
/// </summary>
static class AsOf
{
    /// <returns>Null when there is no such export of this survey, or no such position.</returns>
    public static async Task<long?> ReadAsync(string? asOf, Survey survey, SurveysDb db, NpgsqlDataSource database, CancellationToken ct)
    {
        var exports = db.Set<Export>().Where(e => e.SurveyId == survey.Id);
        if (Guid.TryParse(asOf, out var export))
            return await exports.Where(e => e.Id == export).Select(e => (long?)e.AsOf).SingleOrDefaultAsync(ct);

        var now = await ChangeSequence.HighWaterMarkAsync(database, ct);
        if (asOf is null) return now;
        if (!long.TryParse(asOf, NumberStyles.None, CultureInfo.InvariantCulture, out var position) || position > now) return null;
        return survey.Mode == SurveyMode.Identified || await exports.AnyAsync(e => e.AsOf == position, ct) ? position : null;
    }
}
