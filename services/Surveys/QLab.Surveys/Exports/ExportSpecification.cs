using QLab.Questionnaires;
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
