using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace QLab.AppHost.Running;

/// <summary>Who listens on a port, as far as /proc shows it to us.</summary>
internal static class PortHolder
{
    const string Listening = "0A";

    public static string? Of(int port)
    {
        var inodes = Inodes("/proc/net/tcp", port).Concat(Inodes("/proc/net/tcp6", port)).Select(i => $"socket:[{i}]").ToHashSet();
        if (inodes.Count == 0) return null;

        foreach (var process in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(process), out var pid) && Holds(process, inodes))
                return $"{File.ReadAllText($"{process}/comm").Trim()} (pid {pid})";
        return null;
    }

    public static bool IsFree(int port) =>
        Binds(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || Binds(IPAddress.IPv6Loopback, port));

    public static int AnyFree()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    static bool Binds(IPAddress address, int port)
    {
        // Where an address family is switched off there is nothing that could hold the port.
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode is not (SocketError.AddressAlreadyInUse or SocketError.AccessDenied);
        }
    }

    static IEnumerable<string> Inodes(string table, int port)
    {
        if (!File.Exists(table)) yield break;
        var suffix = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        foreach (var line in File.ReadLines(table).Skip(1))
        {
            var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (columns[3] == Listening && columns[1].EndsWith(suffix, StringComparison.Ordinal)) yield return columns[9];
        }
    }

    static bool Holds(string process, HashSet<string> inodes)
    {
        try
        {
            return Directory.EnumerateFiles($"{process}/fd").Any(fd => inodes.Contains(new FileInfo(fd).LinkTarget ?? ""));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return false; // another user's process, or one that has just ended
        }
    }
}
