using System.Text.Json;
using QLab.Questionnaires;
using QLab.Questionnaires.Answering;
using QLab.Surveys.Exports;

namespace QLab.Surveys.Imports;

/// <summary>What is wrong with one line, without what stands in it.</summary>
/// <param name="Line">The line of the file, or the entry of the bundle, from 1; 0 for the file as a whole.</param>
/// <param name="Column">The column, or the place in the entry as a JSON Pointer; empty for the line as a whole.</param>
/// <param name="Fault">What is wrong and what to do.</param>
public sealed record ImportFault(int Line, string Column, string Fault);

/// <summary>
/// One response as a file has it, before anything of it is believed. Its answers are good until the next row is asked for.
/// </summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Answers">By question id.</param>
/// <param name="Faults">What could not even be read.</param>
sealed record ImportedRow(int Line, IReadOnlyDictionary<string, JsonElement> Answers, IReadOnlyList<ImportFault> Faults)
{
    public string? SubmittedAt { get; init; }
    public string? Language { get; init; }
    public string? ParticipantId { get; init; }

    /// <summary>Where the file says when it was given, in which language and whose it is.</summary>
    public RowPlaces Places { get; init; } = RowPlaces.Columns;

    /// <summary>What is wrong with the answers, said of this file's places.</summary>
    public Func<Checked, IEnumerable<ImportFault>> Said { get; init; } = _ => [];
}

sealed record RowPlaces(string SubmittedAt, string Language, string ParticipantId)
{
    public static readonly RowPlaces Columns = new(ResponseColumns.SubmittedAt, ResponseColumns.Language, ResponseColumns.ParticipantId), Fhir = new("/authored", "/language", "/subject");
}

/// <summary>Which formats an import can have: each is a way to read rows from a stream, one at a time.</summary>
static class ImportFormats
{
    /// <returns>The rows, or null where the type of content is not known.</returns>
    public static IAsyncEnumerable<ImportedRow>? Rows(string? contentType, Stream body, Guid questionnaireId, Definition definition, CancellationToken ct) => contentType?.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        "text/csv" => CsvRows.ReadAsync(body, definition, ct),
        "application/fhir+json" => FhirRows.ReadAsync(body, new(questionnaireId, definition), ct),
        _ => null,
    };
}
