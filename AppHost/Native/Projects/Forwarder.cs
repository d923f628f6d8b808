using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Native.Projects;

/// <summary>The one fixed port in front of several replicas: each connection goes to the next one that answers.</summary>
internal sealed class Forwarder : IAsyncDisposable
{
    private readonly IReadOnlyList<int> _ports;
    private readonly List<TcpListener> _listeners = [];
    private readonly CancellationTokenSource _stop = new();
    private int _turn = -1;

    public Forwarder(int port, IReadOnlyList<int> ports)
    {
        _ports = ports;
        IPAddress[] addresses = Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback];
        foreach (var listener in addresses.Select(a => new TcpListener(a, port)))
        {
            listener.Start();
            _listeners.Add(listener);
            _ = AcceptAsync(listener);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listeners.ForEach(l => l.Dispose());
        _stop.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true) _ = ServeAsync(await listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var incoming = client;
        using var outgoing = await ConnectAsync();
        if (outgoing is null) return;

        incoming.NoDelay = outgoing.NoDelay = true;
        await Task.WhenAll(PassAsync(incoming, outgoing), PassAsync(outgoing, incoming));
    }

    private async Task<TcpClient?> ConnectAsync()
    {
        var turn = (uint)Interlocked.Increment(ref _turn);
        for (var i = 0; i < _ports.Count; i++)
        {
            var candidate = new TcpClient();
            try
            {
                await candidate.ConnectAsync("localhost", _ports[(int)((turn + i) % _ports.Count)], _stop.Token);
                return candidate;
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                candidate.Dispose(); // this replica is down for now: the next one gets the connection
            }
        }

        return null;
    }

    private async Task PassAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream(), _stop.Token);
            to.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            from.Close();
            to.Close();
        }
    }
}
