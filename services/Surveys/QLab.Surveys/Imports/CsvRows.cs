using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using QLab.Surveys.Questionnaires;

namespace QLab.Surveys.Imports;

/// <summary>Responses in wide CSV: a line each, columns as in an export.</summary>
static class CsvRows
{
    static readonly Dictionary<string, JsonElement> Nothing = [];

    public static async IAsyncEnumerable<ImportedRow> ReadAsync(Stream body, Definition definition, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var file = await CsvFile.OpenAsync(body, ct);
        var columns = new WideColumns(file.Headers, definition);
        var buffer = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(buffer);
        var answers = new CellAnswers(json);
        while (await file.ReadAsync(ct))
        {
            if (file.Fault is { } fault)
            {
                yield return new(file.Line, Nothing, [new(file.Line, "", fault)]);
                continue;
            }
            var faults = new List<ImportFault>();
            Write(file, columns, answers, json, buffer, faults);
            using var document = JsonDocument.Parse(buffer.WrittenMemory);
            yield return new(file.Line, document.RootElement.EnumerateObject().ToDictionary(answer => answer.Name, answer => answer.Value), faults)
            {
                SubmittedAt = Said(file, columns.SubmittedAt), Language = Said(file, columns.Language), ParticipantId = Said(file, columns.ParticipantId),
            };
        }
    }

    static void Write(CsvFile file, WideColumns columns, CellAnswers answers, Utf8JsonWriter json, ArrayBufferWriter<byte> buffer, List<ImportFault> faults)
    {
        buffer.ResetWrittenCount();
        json.Reset(buffer);
        json.WriteStartObject();
        foreach (var cells in columns.Questions) answers.Write(cells, Cell, (part, fault) => faults.Add(new(file.Line, cells.Question.Id + part, fault)));
        json.WriteEndObject();
        json.Flush();

        string Cell(int column)
        {
            if (column < 0) return "";
            var text = file.Cell(column);
            if (text.Contains('\uFFFD', StringComparison.Ordinal)) faults.Add(new(file.Line, file.Headers[column], "There are bytes here that are not UTF-8. Save the file as 'CSV UTF-8'."));
            return text;
        }
    }

    static string? Said(CsvFile file, int column) => column >= 0 && file.Cell(column).Trim() is { Length: > 0 } text ? text : null;
}
