namespace Aspire.Hosting.Native.Processes;

internal sealed record ProcessSpec(IReadOnlyList<string> Command, string WorkingDirectory, string LogFile)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How it is asked to end, by us and, should we be killed, by the warden.</summary>
    public Signal StopSignal { get; init; } = Signal.Term;

    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(15);
}
