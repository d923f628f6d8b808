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

    /// <summary>Two stacks that start on a bare machine install once.</summary>
    static FileStream TakeTurn(Terminal terminal)
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
                if (attempt == 0) terminal.Say("waiting for another start that is installing the servers");
                Thread.Sleep(500);
            }
        }
    }
}
