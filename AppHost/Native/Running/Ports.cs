using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Native.Running;

/// <summary>
/// Free ports from below the range that the kernel hands to outgoing connections: a restarted process
/// must find its port free again, and no client may have taken it in between.
/// </summary>
internal sealed class Ports : IDisposable
{
    private const int Lowest = 18900;

    private readonly HashSet<int> _fixed = [];
    private readonly List<PortBlock> _blocks = [];

    public void Allocate(IEnumerable<IResource> resources)
    {
        var endpoints = resources.SelectMany(r => r.Annotations.OfType<EndpointAnnotation>(), (Resource, Endpoint) => (Resource, Endpoint)).ToList();
        foreach (var (resource, endpoint) in endpoints.Where(e => e.Endpoint.Port is not null)) Claim(resource, endpoint);
        foreach (var (resource, endpoint) in endpoints) Allocate(resource, endpoint);
    }

    public int Next()
    {
        if (_blocks.Count > 0 && _blocks[^1].Next() is { } port) return _fixed.Contains(port) ? Next() : port;

        var firsts = Enumerable.Range(0, (HighestBelowEphemeral() - Lowest) / PortBlock.Size).Select(i => Lowest + (i * PortBlock.Size)).ToArray();
        Random.Shared.Shuffle(firsts);
        var claimed = firsts.Select(PortBlock.TryClaim).FirstOrDefault(b => b is not null)
            ?? throw new DistributedApplicationException("No free ports are left: too many stacks are running.");
        _blocks.Add(claimed);
        return Next();
    }

    public void Dispose() => _blocks.ForEach(b => b.Dispose());

    public static bool IsFree(int port) =>
        Binds(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || Binds(IPAddress.IPv6Loopback, port));

    private void Claim(IResource resource, EndpointAnnotation endpoint)
    {
        var port = endpoint.Port!.Value;
        if (IsFree(port) && _fixed.Add(port)) return;

        var holder = PortHolder.Of(port) is { } name ? $" by {name}" : "";
        throw new DistributedApplicationException(
            $"Port {port}, which {resource.Name} needs, is in use{holder}; choose another with -- --{resource.Name}-port N");
    }

    private void Allocate(IResource resource, EndpointAnnotation endpoint)
    {
        var replicas = resource.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas ?? 1;
        var direct = replicas == 1 && endpoint.Port is not null;
        endpoint.ReplicaPorts = direct ? [endpoint.Port!.Value] : [.. Enumerable.Range(0, replicas).Select(_ => Next())];

        var host = resource is ProjectResource ? "localhost" : "127.0.0.1";
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, host, endpoint.Port ?? endpoint.ReplicaPorts[0]);
    }

    private static bool Binds(IPAddress address, int port)
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

    private static int HighestBelowEphemeral()
    {
        const string range = "/proc/sys/net/ipv4/ip_local_port_range";
        var first = File.Exists(range) ? File.ReadAllText(range).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[0] : "32768";
        return Math.Max(Lowest + 2000, int.Parse(first, CultureInfo.InvariantCulture));
    }
}
