using System.Diagnostics;

namespace Aspire.Hosting.Native.Processes;

/// <summary>Installs the missing servers where we may, otherwise says what the operator has to run.</summary>
internal static class ServerInstallation
{
    private const string Policy = "/usr/sbin/policy-rc.d";

    public static async Task EnsureAsync(ServerBinaries binaries, bool postgres, bool rabbitMq, Action<string> say, CancellationToken cancellationToken)
    {
        if (Complete()) return;
        if (binaries.MayInstall)
        {
            using var turn = await TakeTurnAsync(say, cancellationToken);
            if (!Complete()) await InstallAsync(say);
        }

        if (!Complete()) throw Instruction(binaries, postgres, rabbitMq);

        bool Complete() => (!postgres || binaries.Postgres is not null) && (!rabbitMq || binaries.RabbitMq is not null);
    }

    private static DistributedApplicationException Instruction(ServerBinaries binaries, bool postgres, bool rabbitMq)
    {
        string?[] missing = [postgres && binaries.Postgres is null ? "PostgreSQL" : null, rabbitMq && binaries.RabbitMq is null ? "RabbitMQ" : null];
        return new($"""
            {string.Join(" and ", missing.Where(m => m is not null))} not found on this machine. Install with this command, then start again:

                sudo apt-get update && sudo apt-get install -y --no-install-recommends {ServerBinaries.Packages}
            """);
    }

    private static async Task InstallAsync(Action<string> say)
    {
        say($"installing {ServerBinaries.Packages} with apt-get; this takes a minute or two");
        // Private instances are what we want: the packages' own services must not start beside them.
        var ours = !File.Exists(Policy);
        if (ours)
            await File.WriteAllTextAsync(Policy, "#!/bin/sh\nexit 101\n");
        try
        {
            if (ours) File.SetUnixFileMode(Policy, (UnixFileMode)0b111_101_101);
            await AptAsync("update");
            await AptAsync(["install", "-y", "--no-install-recommends", .. ServerBinaries.Packages.Split(' ')]);
        }
        finally
        {
            if (ours) File.Delete(Policy);
        }
    }

    // Not cancelled: half an installation is worse than a late stop.
    private static async Task AptAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("apt-get", ["-q", "-o", "DPkg::Lock::Timeout=300", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" },
        };
        using var apt = Process.Start(start)!;
        var output = apt.StandardOutput.ReadToEndAsync();
        var errors = await apt.StandardError.ReadToEndAsync();
        await output;
        await apt.WaitForExitAsync();
        if (apt.ExitCode != 0)
            throw new DistributedApplicationException($"apt-get {arguments[0]} failed (exit code {apt.ExitCode}):\n{errors.Trim()}");
    }

    /// <summary>Two stacks that start on a bare machine install once.</summary>
    private static async Task<IDisposable> TakeTurnAsync(Action<string> say, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), "qlab-install.lock");
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                if (attempt == 0) say("waiting for another start that is installing the servers");
                await Task.Delay(500, cancellationToken);
            }
        }
    }
}
