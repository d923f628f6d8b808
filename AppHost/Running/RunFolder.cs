using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Hosting;

namespace QLab.AppHost.Running;

/// <summary>Where a run keeps its things: <c>.data/</c> of the repository, or a temporary folder that goes with an ephemeral run.</summary>
internal sealed class RunFolder : IHostedLifecycleService
{
    // The servers run as users of their own, so they must be able to pass through, but not to look around.
    const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    const UnixFileMode PassThrough = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    readonly bool ephemeral;
    readonly FileStream held;

    public RunFolder(string path, bool ephemeral)
    {
        (Path, this.ephemeral) = (path, ephemeral);
        Directory.CreateDirectory(path, Owner | PassThrough);
        held = Hold(System.IO.Path.Combine(path, "lock"));
        if (ephemeral) RemoveShouldWeBeKilled();
    }

    public string Path { get; }

    /// <summary>After everything has stopped.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (ephemeral && Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
        held.Dispose();
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    FileStream Hold(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new StartRefused($"Another run is using the data in {Path}. Stop it first, or start this one with --ephemeral.");
        }
    }

    void RemoveShouldWeBeKilled()
    {
        var script = System.IO.Path.Combine(AppContext.BaseDirectory, "Running", "remove-when-ended.sh");
        var ourselves = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("setsid", ["--fork", "sh", script, ourselves, Path])
        {
            WorkingDirectory = "/",
        };
        using var launcher = Process.Start(start)!;
        launcher.WaitForExit();
    }
}

internal static class RunFolderExtensions
{
    /// <summary>Another data folder than <c>.data/</c>.</summary>
    public const string Setting = "QLAB_DATA";

    /// <summary>Opens the folder; refused where another run has it open.</summary>
    public static void UseRunFolder(this IDistributedApplicationBuilder builder, bool ephemeral)
    {
        var path = ephemeral
            ? Path.Combine(Path.GetTempPath(), $"qlab-{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}")
            : Path.GetFullPath(builder.Configuration[Setting] ?? Path.Combine(builder.AppHostDirectory, "..", ".data"));
        var folder = new RunFolder(path, ephemeral);
        builder.Services.AddSingleton(folder).AddHostedService(_ => folder);
    }

    public static string RunFolder(this IDistributedApplicationBuilder builder) =>
        builder.Services.Select(s => s.ImplementationInstance).OfType<RunFolder>().Single().Path;
}
