using System.Diagnostics;

namespace QLab.AppHost.Running;

/// <summary>PostgreSQL and RabbitMQ from the operating system's packages: installed where we may, otherwise told.</summary>
internal static class ServerPackages
{
    const string Packages = "postgresql rabbitmq-server";
    const string Policy = "/usr/sbin/policy-rc.d";

    /// <summary>Looked for under another root than <c>/</c>; nothing is installed there.</summary>
    const string Setting = "QLAB_SERVERS_ROOT";

    public static void Ensure(IConfiguration configuration, Terminal terminal)
    {
        var root = configuration[Setting];
        if (Missing(root).Count == 0) return;
        if (root is null && Environment.IsPrivilegedProcess && File.Exists("/usr/bin/apt-get"))
        {
            using var turn = TakeTurn(terminal);
            if (Missing(root).Count > 0) Install(terminal);
        }

        if (Missing(root) is { Count: > 0 } missing)
            throw new StartRefused($"""
                {string.Join(" and ", missing)} not found on this machine. Install with this command, then start again:

                    sudo apt-get update && sudo apt-get install -y --no-install-recommends {Packages}
                """);
    }

    static List<string> Missing(string? root)
    {
        var missing = new List<string>();
        var postgres = $"{root}/usr/lib/postgresql";
        if (!Directory.Exists(postgres) || !Directory.EnumerateDirectories(postgres).Any(v => File.Exists($"{v}/bin/initdb")))
            missing.Add("PostgreSQL");
        if (!File.Exists($"{root}/usr/lib/rabbitmq/bin/rabbitmq-server")) missing.Add("RabbitMQ");
        return missing;
    }

    static void Install(Terminal terminal)
    {
        terminal.Say($"installing {Packages} with apt-get; this takes a minute or two");
        // Private instances are what we want: the packages' own services must not start beside them.
        var ours = !File.Exists(Policy);
        if (ours) File.WriteAllText(Policy, "#!/bin/sh\nexit 101\n");
        try
        {
            if (ours) File.SetUnixFileMode(Policy, (UnixFileMode)0b111_101_101);
            Apt("update");
            Apt(["install", "-y", "--no-install-recommends", .. Packages.Split(' ')]);
        }
        finally
        {
            if (ours) File.Delete(Policy);
        }
    }

    static void Apt(params string[] arguments)
    {
        var start = new ProcessStartInfo("apt-get", ["-q", "-o", "DPkg::Lock::Timeout=300", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" },
        };
        using var apt = Process.Start(start)!;
        var errors = apt.StandardError.ReadToEndAsync();
        apt.StandardOutput.ReadToEnd();
        apt.WaitForExit();
        if (apt.ExitCode != 0) throw new StartRefused($"apt-get {arguments[0]} failed (exit code {apt.ExitCode}):\n{errors.Result.Trim()}");
    }

    /// <summary>Two stacks that start on a bare machine install once. The turn ends with us, however we do.</summary>
    static Turn TakeTurn(Terminal terminal)
    {
        var path = Path.Combine(Path.GetTempPath(), "qlab-install.lock");
        var holder = Process.Start(new ProcessStartInfo("flock", [path, "sh", "-c", "echo mine && cat"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        var mine = holder.StandardOutput.ReadLineAsync();
        if (!mine.Wait(TimeSpan.FromSeconds(1))) terminal.Say("waiting for another start that is installing the servers");
        return mine.Result is null ? throw new StartRefused($"The lock {path} cannot be taken.") : new(holder);
    }

    sealed class Turn(Process holder) : IDisposable
    {
        public void Dispose()
        {
            holder.StandardInput.Close();
            holder.WaitForExit();
            holder.Dispose();
        }
    }
}
