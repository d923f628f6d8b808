using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using QLab.Questionnaires;
using QLab.Surveys.Exports;
using QLab.Tabular;

namespace QLab.Surveys.Imports;

/// <summary>Responses in wide CSV: a line each, columns as in an export.</summary>
static class CsvRows
{
    static readonly Dictionary<string, JsonElement> Nothing = [];

    public static async IAsyncEnumerable<ImportedRow> ReadAsync(
        Stream body, Definition definition, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var file = await CsvFile.OpenAsync(body, ct: ct);
        var columns = new WideColumns(file.Headers, definition);
        var said = new CellFaults(columns);
        var buffer = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(buffer);
        var answers = new CellAnswers(json);
        while (await file.ReadAsync(ct))
        {
            var line = file.Line;
            if (file.Fault is { } fault)
            {
                yield return new(line, Nothing, [new(line, "", fault)]);
                continue;
            }
            var faults = new List<ImportFault>();
            Write(file, columns, answers, json, buffer, faults);
            using var document = JsonDocument.Parse(buffer.WrittenMemory);
            yield return new(line, document.RootElement.EnumerateObject().ToDictionary(answer => answer.Name, answer => answer.Value), faults)
            {
                SubmittedAt = Said(file, columns.Place(Part.SubmittedAt)), Language = Said(file, columns.Place(Part.Language)),
                ParticipantId = Said(file, columns.Place(Part.ParticipantId)),
                Said = check => said.Of(check, file.Cell).Select(at => new ImportFault(line, at.Column, at.Fault)),
            };
        }
    }

    static void Write(CsvFile file, WideColumns columns, CellAnswers answers, Utf8JsonWriter json, ArrayBufferWriter<byte> buffer, List<ImportFault> faults)
    {
        buffer.ResetWrittenCount();
        json.Reset(buffer);
        json.WriteStartObject();
        foreach (var question in columns.Questions)
            answers.Write(question, Cell, (column, fault) => faults.Add(new(file.Line, column.Name, fault)));
        json.WriteEndObject();
        json.Flush();

        string Cell(int column)
        {
            var text = file.Cell(column);
            if (CsvFile.IsGarbled(text))
                faults.Add(new(file.Line, file.Headers[column], $"There are bytes here that are not UTF-8. {CsvFile.SaveAsUtf8}"));
            if (text.Contains('\0', StringComparison.Ordinal)) faults.Add(
                new(file.Line, file.Headers[column], "The text holds the character U+0000, which cannot be stored: take it out."));
            return text;
        }
    }

    static string? Said(CsvFile file, int? column) => column is { } place && file.Cell(place).Trim() is { Length: > 0 } text ? text : null;
}
