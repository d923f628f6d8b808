using System.IO.Pipelines;
using System.Text;

namespace QLab.Surveys.Exports;

/// <summary>Each format's own way of writing.</summary>
static class Content
{
    public static Task WriteAsync(Contents contents, PipeWriter output, IAsyncEnumerable<FrozenResponse> responses, CancellationToken ct) => contents.Format switch
    {
        ExportFormat.CsvWide => Lines.WriteAsync(output, contents.Bom, lines => new CsvWide(new(lines, contents.Delimiter), contents), responses, ct),
        ExportFormat.JsonLines => Lines.WriteAsync(output, bom: false, lines => new JsonLines(lines, contents), responses, ct),
        _ => throw new NotSupportedException($"No export can be asked for in the format {contents.Format}."),
    };
}
