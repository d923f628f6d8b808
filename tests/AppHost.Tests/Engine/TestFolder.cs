using System.Globalization;
using QLab.Testing;

namespace QLab.AppHost.Tests.Engine;

/// <summary>A folder of one test's own; its path marks every process that the test started.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"engine-test-{Guid.NewGuid():N}");

    public string Data => System.IO.Path.Combine(Path, "data");

    /// <summary>What still runs of what was started with this folder in its environment.</summary>
    public IReadOnlyList<string> Processes() => [.. Running().Select(p => $"{p.Pid} {p.CommandLine}")];

    /// <summary>The processes of a resource, as its environment names it.</summary>
    public IReadOnlyList<int> PidsOf(string variable) => [.. Running().Where(p => p.Environment.Contains(variable)).Select(p => p.Pid)];

    /// <summary>The process of a service of one replica.</summary>
    public int PidOfService(string name) => PidsOf($"OTEL_SERVICE_NAME={name}").Single();

    /// <summary>
    /// The process of PostgreSQL or RabbitMQ: the one that the orchestrator started, not the workers that it made. Those are younger, but
    /// may have lower numbers, which begin anew some time.
    /// </summary>
    public int PidOfServer(string name) => PidsOf($"DATA={Data}/{name}").OrderBy(StartOf).ThenBy(pid => pid).First();

    public Task IsLeftAloneAsync() => Eventually.Succeeds(() =>
    {
        Processes().ShouldBeEmpty();
        Directory.EnumerateDirectories(Path, "qlab-*").ShouldBeEmpty();
        return Task.CompletedTask;
    });

    /// <summary>Counted in hundredths of a second since the machine started.</summary>
    static long StartOf(int pid) =>
        long.Parse(File.ReadAllText($"/proc/{pid}/stat").Split(") ")[1].Split(' ')[19], CultureInfo.InvariantCulture);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    IEnumerable<(int Pid, string CommandLine, HashSet<string> Environment)> Running() =>
        Directory.EnumerateDirectories("/proc")
            .Where(d => char.IsAsciiDigit(d[^1]))
            .Select(Describe)
            .OfType<(int, string, HashSet<string>)>();

    (int, string, HashSet<string>)? Describe(string process)
    {
        try
        {
            var commandLine = File.ReadAllText($"{process}/cmdline").Replace('\0', ' ');
            var environment = File.ReadAllText($"{process}/environ");
            if (!commandLine.Contains(Path, StringComparison.Ordinal) && !environment.Contains(Path, StringComparison.Ordinal)) return null;
            return (int.Parse(System.IO.Path.GetFileName(process)), commandLine, [.. environment.Split('\0')]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it ended while we looked, or it is not ours to look at
        }
    }
}
