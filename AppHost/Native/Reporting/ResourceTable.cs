using Aspire.Hosting.Native.Running;

namespace Aspire.Hosting.Native.Reporting;

internal static class ResourceTable
{
    public static IEnumerable<string> Lines(IReadOnlyList<Instance> instances)
    {
        string[][] rows =
        [
            ["resource", "state", "endpoint", "log"],
            .. instances.Select(i => (string[])[i.Name, i.State.ToString().ToLowerInvariant(), i.Url ?? "", i.LogFile ?? ""]),
        ];
        var widths = Enumerable.Range(0, 4).Select(column => rows.Max(r => r[column].Length)).ToArray();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
