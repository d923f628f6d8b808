using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace QLab.Testing;

/// <summary>Where the servers are.</summary>
/// <param name="Postgres">A connection string of somebody who may create databases.</param>
/// <param name="Broker">An AMQP address without a virtual host.</param>
/// <param name="Management">The broker's management API.</param>
public sealed record ServerAddresses(string Postgres, string Broker, Uri Management);

/// <summary>
/// How the test processes of a checkout find the servers that they share, and how the host of the servers knows that nobody
/// needs them any more: by locks on files of one folder, which a process that dies lets go.
/// </summary>
/// <param name="output">The folder of the built host, QLab.TestServers.</param>
public sealed class SharedServers(string output)
{
    static readonly TimeSpan Linger = TimeSpan.FromSeconds(10);

    readonly string folder = Directory.CreateDirectory(
        Path.Combine(output, "shared"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;

    string Addresses => PathOf("addresses.json");

    /// <summary>The host that was built along with the tests.</summary>
    public static SharedServers OfThisCheckout { get; } = new(
        typeof(SharedServers).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "TestServers").Value!);

    /// <summary>Finds the servers, or starts them where nobody has; they stay as long as what is returned is not disposed of.</summary>
    public async Task<(ServerAddresses Addresses, IDisposable Use)> UseAsync()
    {
        FileStream? use;
        while ((use = TryHold("users", FileShare.Read)) is null) await Task.Delay(50);
        for (; ; await Task.Delay(100))
        {
            if (!IsFree("host"))
            {
                if (Read() is { } addresses) return (addresses, use);
                continue; // it is just starting, or ending
            }
            using var starting = TryHold("starting", FileShare.None);
            if (starting is not null && IsFree("host")) await StartHostAsync();
        }
    }

    /// <returns>Null when there is a host.</returns>
    public IDisposable? TryBecomeHost()
    {
        var host = TryHold("host", FileShare.None);
        if (host is not null) File.Delete(Addresses);
        return host;
    }

    public void Announce(ServerAddresses addresses)
    {
        File.WriteAllText(PathOf("draft"), JsonSerializer.Serialize(addresses));
        File.Move(PathOf("draft"), Addresses, overwrite: true);
    }

    /// <summary>Waits until nobody has used the servers for a while, and takes their addresses away.</summary>
    public async Task NobodyIsLeftAsync()
    {
        for (var unused = Stopwatch.StartNew(); ; await Task.Delay(500))
        {
            using var last = TryHold("users", FileShare.None);
            if (last is null) unused.Restart();
            if (unused.Elapsed < Linger) continue;
            File.Delete(Addresses);
            return;
        }
    }

    async Task StartHostAsync()
    {
        var log = PathOf("log");
        var start = new ProcessStartInfo("setsid",
            ["sh", "-c", "exec dotnet \"$0\" >\"$1\" 2>&1 </dev/null", Path.Combine(output, "QLab.TestServers.dll"), log])
        { WorkingDirectory = "/" };
        using var host = Process.Start(start)!;
        while (Read() is null)
        {
            if (host.HasExited) throw new InvalidOperationException($"The servers did not start:\n{await File.ReadAllTextAsync(log)}");
            await Task.Delay(100);
        }
    }

    ServerAddresses? Read()
    {
        try
        {
            return JsonSerializer.Deserialize<ServerAddresses>(File.ReadAllText(Addresses));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    bool IsFree(string name)
    {
        using var held = TryHold(name, FileShare.None);
        return held is not null;
    }

    /// <summary>Alone with <see cref="FileShare.None"/>, together with others with <see cref="FileShare.Read"/>.</summary>
    FileStream? TryHold(string name, FileShare share)
    {
        try
        {
            return new(PathOf(name), FileMode.OpenOrCreate, share == FileShare.None ? FileAccess.ReadWrite : FileAccess.Read, share);
        }
        catch (IOException)
        {
            return null;
        }
    }

    string PathOf(string name) => Path.Combine(folder, name);
}
