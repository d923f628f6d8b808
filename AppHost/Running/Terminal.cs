using System.Diagnostics;
using System.Globalization;

namespace QLab.AppHost.Running;

/// <summary>What a run says to whoever started it, a line at a time.</summary>
internal sealed class Terminal
{
    readonly Stopwatch clock = Stopwatch.StartNew();
    readonly TimeSpan before = DateTime.Now - Process.GetCurrentProcess().StartTime;
    readonly Lock line = new();

    /// <summary>Since the process began.</summary>
    public string Seconds => (before + clock.Elapsed).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    public void Say(string text) => Write($"{Seconds,6} s  {text}");

    /// <summary>A replica is named with what Aspire adds to the name.</summary>
    public void Say(string id, IResource resource, string text) =>
        Say($"{(resource.GetReplicaCount() > 1 ? id : resource.Name),-18} {text}");

    public void Write(string text)
    {
        lock (line) Console.WriteLine(text);
    }
}
