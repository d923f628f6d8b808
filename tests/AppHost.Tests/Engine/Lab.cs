using System.Diagnostics;
using System.Text.RegularExpressions;
using QLab.Testing;

namespace QLab.AppHost.Tests.Engine;

/// <summary>The AppHost as an operator has it: a process with options, output to read, and signals to send.</summary>
internal sealed class Lab : IAsyncDisposable
{
    static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(8);

    readonly Process process;
    readonly List<string> output = [];
    readonly List<Task> reading;

    Lab(TestFolder folder, string[] options, Dictionary<string, string> settings)
    {
        Folder = folder;
        var start = new ProcessStartInfo("dotnet", [House.AppHost, "--containers", "false", "--dashboard-port", "0", .. options])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/",
            // Everything that the run starts inherits these, and can be found by them.
            Environment = { ["TMPDIR"] = folder.Path, ["QLAB_DATA"] = folder.Data },
        };
        foreach (var (name, value) in ShortLived.Runtime.Concat(settings)) start.Environment[name] = value;
        process = Process.Start(start)!;
        reading = [ReadAsync(process.StandardOutput), ReadAsync(process.StandardError)];
    }

    public TestFolder Folder { get; }

    public string Output
    {
        get
        {
            lock (output) return string.Join('\n', output);
        }
    }

    public bool HasExited => process.HasExited;

    bool HasSaidAll => process.HasExited && reading.TrueForAll(r => r.IsCompleted);

    public Uri Gateway =>
        new(Regex.Match(Output, @"^ready in \d+\.\d s · (http://localhost:\d+)$", RegexOptions.Multiline).Groups[1].Value);

    public static Lab Start(TestFolder folder, params string[] options) => new(folder, options, []);

    public static Lab Start(TestFolder folder, Dictionary<string, string> settings, params string[] options) =>
        new(folder, options, settings);

    public Task ReadyAsync() => SaysAsync(@"^ready in \d+\.\d s · http://localhost:\d+$");

    /// <summary>Until it has come so far that this holds; a start that has ended is asked once more, and not waited for.</summary>
    public async Task ComesToAsync(Action assertion)
    {
        var holds = false;
        await Eventually.Succeeds(() =>
        {
            if (!HasSaidAll)
            {
                assertion();
                holds = true;
            }
            return Task.CompletedTask;
        }, LongestStart);
        if (!holds) assertion();
    }

    public Task SaysAsync(string pattern) => ComesToAsync(() => Output.ShouldMatch($"(?m){pattern}"));

    public void Signal(string signal) => Signals.Send(signal, process.Id);

    public async Task<int> ExitAsync()
    {
        await Eventually.Succeeds(() =>
        {
            process.HasExited.ShouldBeTrue($"The AppHost did not end:\n{Output}");
            // A process that was left behind would hold the output open.
            reading.ShouldAllBe(r => r.IsCompleted, $"Something still writes:\n{Output}");
            return Task.CompletedTask;
        });
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) Signal("TERM");
        await ExitAsync();
        process.Dispose();
    }

    async Task ReadAsync(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
            lock (output) output.Add(line);
    }
}
