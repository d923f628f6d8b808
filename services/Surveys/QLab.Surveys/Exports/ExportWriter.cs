using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using QLab.Fhir;
using QLab.Tabular;

namespace QLab.Surveys.Exports;

/// <summary>Each format's own way of writing.</summary>
static class ExportWriter
{
    public static Task WriteAsync(
        ExportSpecification contents, PipeWriter output, IAsyncEnumerable<FrozenResponse> responses, CancellationToken ct) =>
        contents.Format switch
        {
            ExportFormat.CsvWide =>
                RowStream.WriteAsync(output, lines => new ResponseTable(Wide(lines, contents), contents), responses, ct),
            ExportFormat.SpssData =>
                RowStream.WriteAsync(output, lines => new ResponseTable(Spss(lines, contents), contents), responses, ct),
            ExportFormat.CsvLong => RowStream.WriteAsync(output, lines => new CsvLong(Csv(lines, contents), contents), responses, ct),
            ExportFormat.JsonLines => RowStream.WriteAsync(output, lines => new JsonLines(lines, contents), responses, ct),
            ExportFormat.Codebook => WholeAsync(output, whole => ResponseCodebook.Write(Csv(whole, contents), contents), ct),
            ExportFormat.SpssSyntax => WholeAsync(output, whole => Encoding.UTF8.GetBytes(Syntax(contents), whole), ct),
            ExportFormat.FhirBundle => FhirBundle.WriteAsync(
                output.AsStream(leaveOpen: true), new(contents.Survey.QuestionnaireId, contents.Definition),
                Given(responses, ct), contents.FrozenAt, ct),
            _ => throw new NotSupportedException($"No export can be asked for in the format {contents.Format}."),
        };

    static async IAsyncEnumerable<GivenResponse> Given(
        IAsyncEnumerable<FrozenResponse> responses, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var response in responses.WithCancellation(ct))
        {
            using var answers = JsonDocument.Parse(response.Answers);
            yield return new(response.Id, new(response.SubmittedAt, TimeSpan.Zero), response.ParticipantId, response.Language, answers.RootElement);
        }
    }

    static CsvWriter Csv(IBufferWriter<byte> output, ExportSpecification contents) => new(output, contents.Delimiter, contents.Bom);

    static CsvTableWriter Wide(IBufferWriter<byte> output, ExportSpecification contents) =>
        new(Csv(output, contents), contents.Columns.Select(column => column.Name));

    static SpssTableWriter Spss(IBufferWriter<byte> output, ExportSpecification contents) =>
        new(new(output), ResponseTable.Variables(contents));

    static string Syntax(ExportSpecification contents) => SpssSyntax.Write(
        ResponseTable.Variables(contents), (contents with { Format = ExportFormat.SpssData }).FileName,
        $"{contents.Survey.Title}, as of position {contents.AsOf}.",
        "Fetch the data as spssData with the same asOf, save it beside this file and run this from there.");

    static async Task WholeAsync(PipeWriter output, Action<IBufferWriter<byte>> write, CancellationToken ct)
    {
        write(output);
        await output.FlushAsync(ct);
    }
}

/// <summary>A JSON object for each response, its answers as they are stored.</summary>
sealed class JsonLines(IBufferWriter<byte> output, ExportSpecification contents) : IRowFormat<FrozenResponse>
{
    public void Begin() { }

    public void Write(in FrozenResponse response)
    {
        Span<byte> room = stackalloc byte[CellText.Room];
        output.Write("{\"responseId\":\""u8);
        output.Write(CellText.Id(response.Id, room));
        output.Write("\",\"submittedAt\":\""u8);
        output.Write(contents.DaysOnly
            ? CellText.Day(DateOnly.FromDateTime(response.SubmittedAt), room) : CellText.Instant(response.SubmittedAt, room));
        output.Write("\",\"language\":\""u8);
        output.Write(JsonEncodedText.Encode(response.Language).EncodedUtf8Bytes);
        if (response.ParticipantId is { } participant)
        {
            output.Write("\",\"participantId\":\""u8);
            output.Write(CellText.Id(participant, room));
        }
        output.Write("\",\"answers\":"u8);
        output.Write(response.Answers.Span);
        output.Write("}\n"u8);
    }
}
