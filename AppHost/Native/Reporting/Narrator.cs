using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting.Native.Running;

namespace Aspire.Hosting.Native.Reporting;

/// <summary>Says what happens, a line at a time, to whoever started the AppHost in a terminal.</summary>
internal sealed class Narrator(TextWriter output)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _line = new();

    public string Seconds => _clock.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    public void Say(string text) => Line($"{Seconds,6} s  {text}");

    public void Say(Instance instance, string? remark) => Say($"{instance.Name,-18} {remark ?? Words(instance)}");

    public void Line(string text)
    {
        lock (_line)
        {
            output.WriteLine(text);
            output.Flush();
        }
    }

    private static string Words(Instance instance)
    {
        var state = instance.State.ToString().ToLowerInvariant();
        return instance is { State: InstanceState.Running, Url: { } url } ? $"{state} · {url}" : state;
    }
}
