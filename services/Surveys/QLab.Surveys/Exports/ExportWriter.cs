using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using QLab.Fhir;

namespace QLab.Surveys.Exports;

/// <summary>Each format's own way of writing.</summary>
static class ExportWriter
{
    public static Task WriteAsync(ExportSpecification contents, PipeWriter output, IAsyncEnumerable<FrozenResponse> responses, CancellationToken ct)
    {
        var bom = contents.Bom && contents.IsCsv;
        return contents.Format switch
        {
            ExportFormat.CsvWide => LineWriter.WriteAsync(output, bom, lines => new CsvWide(new(lines, contents.Delimiter), contents), responses, ct),
            ExportFormat.CsvLong => LineWriter.WriteAsync(output, bom, lines => new CsvLong(new(lines, contents.Delimiter), contents), responses, ct),
            ExportFormat.JsonLines => LineWriter.WriteAsync(output, bom, lines => new JsonLines(lines, contents), responses, ct),
            ExportFormat.SpssData => LineWriter.WriteAsync(output, bom, lines => new SpssData(new(lines, Delimiter.Comma), contents), responses, ct),
            ExportFormat.Codebook => WholeAsync(output, bom, whole => Codebook.Write(new(whole, contents.Delimiter), contents), ct),
            ExportFormat.SpssSyntax => WholeAsync(output, bom, whole => Encoding.UTF8.GetBytes(SpssSyntax.Write(contents), whole), ct),
            ExportFormat.FhirBundle => FhirBundle.WriteAsync(
                output.AsStream(leaveOpen: true), new(contents.Survey.QuestionnaireId, contents.Definition), Given(responses, ct), contents.FrozenAt, ct),
            _ => throw new NotSupportedException($"No export can be asked for in the format {contents.Format}."),
        };
    }

    static async IAsyncEnumerable<GivenResponse> Given(IAsyncEnumerable<FrozenResponse> responses, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var response in responses.WithCancellation(ct))
        {
            using var answers = JsonDocument.Parse(response.Answers);
            yield return new(response.Id, new(response.SubmittedAt, TimeSpan.Zero), response.ParticipantId, response.Language, answers.RootElement);
        }
    }

    static async Task WholeAsync(PipeWriter output, bool bom, Action<IBufferWriter<byte>> write, CancellationToken ct)
    {
        if (bom) output.Write(Csv.ByteOrderMark);
        write(output);
        await output.FlushAsync(ct);
    }
}
