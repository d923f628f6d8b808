namespace QLab.Platform.Tests.Engine;

/// <summary>A folder of one test's own; its path marks every process that the test started.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"engine-test-{Guid.NewGuid():N}");

    public string Data => System.IO.Path.Combine(Path, "data");

    public IReadOnlyList<string> Processes() =>
        [.. Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(d[^1])).Select(Describe).OfType<string>()];

    public Task IsLeftAloneAsync() => Eventually.BecomesTrueAsync(
        () => Processes().Count == 0,
        () => $"Still running:\n{string.Join('\n', Processes())}");

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private string? Describe(string process)
    {
        try
        {
            var commandLine = File.ReadAllText($"{process}/cmdline").Replace('\0', ' ');
            var mine = commandLine.Contains(Path, StringComparison.Ordinal)
                || File.ReadAllText($"{process}/environ").Contains(Path, StringComparison.Ordinal);
            return mine ? $"{System.IO.Path.GetFileName(process)} {commandLine}" : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it ended while we looked, or it is not ours to look at
        }
    }
}
