using Aspire.Hosting.Native.Processes;

namespace Aspire.Hosting.Native.Reporting;

/// <summary><c>dotnet run</c> passes signals on, but when it is killed itself nobody tells us: then we stop too.</summary>
internal sealed class LauncherWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Timer? _timer;

    public LauncherWatch(Action gone)
    {
        var launcher = Posix.ParentId;
        if (!IsDotNetRun(launcher)) return;
        _timer = new Timer(_ =>
        {
            if (Posix.ParentId != launcher) gone();
        }, null, Interval, Interval);
    }

    public void Dispose() => _timer?.Dispose();

    private static bool IsDotNetRun(int processId)
    {
        var commandLine = $"/proc/{processId}/cmdline";
        return File.Exists(commandLine)
            && File.ReadAllText(commandLine).Split('\0') is [var program, .. var arguments]
            && Path.GetFileName(program) == "dotnet"
            && arguments.Contains("run");
    }
}
