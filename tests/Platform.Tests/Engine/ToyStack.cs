using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace QLab.Platform.Tests.Engine;

/// <summary>The toy AppHost as a user has it: a process with options, output to read, and signals to send.</summary>
internal sealed class ToyStack : IAsyncDisposable
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(10) };

    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly List<Task> _reading;

    private readonly bool _ownsFolder;

    private ToyStack(ProcessStartInfo start, TestFolder? folder = null)
    {
        _ownsFolder = folder is null;
        Folder = folder ??= new TestFolder();
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.WorkingDirectory = "/";
        // Everything that the stack starts inherits this path, and can be found by it.
        start.Environment["TMPDIR"] = folder.Path;
        start.Environment["Native__Data"] = folder.Data;
        _process = Process.Start(start)!;
        _reading = [ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError)];
    }

    public TestFolder Folder { get; }

    public int Pid => _process.Id;

    public string Output
    {
        get
        {
            lock (_output) return string.Join('\n', _output);
        }
    }

    public static ToyStack Start(params string[] options) => new(new("dotnet", [ToyPaths.Host, .. options]));

    public static ToyStack Start(TestFolder folder, Dictionary<string, string> settings, params string[] options) =>
        Start(ToyPaths.Host, folder, settings, options);

    public static ToyStack Start(string host, TestFolder folder, Dictionary<string, string> settings, params string[] options)
    {
        var start = new ProcessStartInfo("dotnet", [host, .. options]);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return new(start, folder);
    }

    public static ToyStack StartByDotNetRun(params string[] options) =>
        new(new("dotnet", ["run", "--no-build", "--project", ToyPaths.HostProject, "--", .. options]));

    public Task ReadyAsync() => SaysAsync(@"^ready in \d+\.\d s · http://localhost:\d+$");

    public Task SaysAsync(string pattern) => Eventually.BecomesTrueAsync(
        () => Regex.IsMatch(Output, pattern, RegexOptions.Multiline) || Gone(pattern),
        () => $"«{pattern}» was not said:\n{Output}");

    public Task<Run> RunAsync() => Run.ReadAsync(Output);

    public async Task<int> PidOfAsync(string instance) => (await RunAsync()).Instance(instance).Pid ?? 0;

    public async Task<T> AskAsync<T>(string instance, string path) =>
        (await Client.GetFromJsonAsync<T>(new Uri(new Uri((await RunAsync()).Instance(instance).Url!), path)))!;

    public void Signal(string signal) => Signals.Send(signal, Pid);

    public async Task<int> ExitAsync()
    {
        await Eventually.BecomesTrueAsync(() => _process.HasExited, () => $"The AppHost did not end:\n{Output}");
        // A process that was left behind would hold the output open.
        await Eventually.BecomesTrueAsync(() => _reading.TrueForAll(r => r.IsCompleted), () => $"Something still writes:\n{Output}");
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) Signal("TERM");
        await ExitAsync();
        _process.Dispose();
        if (_ownsFolder) Folder.Dispose();
    }

    private bool Gone(string pattern)
    {
        if (_process.HasExited && _reading.TrueForAll(r => r.IsCompleted) && !Regex.IsMatch(Output, pattern, RegexOptions.Multiline))
            throw new ShouldAssertException($"The AppHost ended without saying «{pattern}»:\n{Output}");
        return false;
    }

    private async Task ReadAsync(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
            lock (_output) _output.Add(line);
    }
}
