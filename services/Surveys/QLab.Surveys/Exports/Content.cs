using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace QLab.Surveys.Exports;

/// <summary>Each format's own way of writing.</summary>
static class Content
{
    public static Task WriteAsync(Contents contents, PipeWriter output, IAsyncEnumerable<FrozenResponse> responses, CancellationToken ct)
    {
        var bom = contents.Bom && contents.IsCsv;
        return contents.Format switch
        {
            ExportFormat.CsvWide => Lines.WriteAsync(output, bom, lines => new CsvWide(new(lines, contents.Delimiter), contents), responses, ct),
            ExportFormat.CsvLong => Lines.WriteAsync(output, bom, lines => new CsvLong(new(lines, contents.Delimiter), contents), responses, ct),
            ExportFormat.JsonLines => Lines.WriteAsync(output, bom, lines => new JsonLines(lines, contents), responses, ct),
            ExportFormat.SpssData => Lines.WriteAsync(output, bom, lines => new SpssData(new(lines, Delimiter.Comma), contents), responses, ct),
            ExportFormat.Codebook => WholeAsync(output, bom, whole => Codebook.Write(new(whole, contents.Delimiter), contents), ct),
            ExportFormat.SpssSyntax => WholeAsync(output, bom, whole => Encoding.UTF8.GetBytes(SpssSyntax.Write(contents), whole), ct),
            _ => throw new NotSupportedException($"No export can be asked for in the format {contents.Format}."),
        };
    }

    static async Task WholeAsync(PipeWriter output, bool bom, Action<IBufferWriter<byte>> write, CancellationToken ct)
    {
        if (bom) output.Write(Csv.ByteOrderMark);
        write(output);
        await output.FlushAsync(ct);
    }
}
