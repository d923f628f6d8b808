using System.Net;
using System.Net.Sockets;

namespace QLab.Benchmarks.Load;

/// <summary>A TCP connection to the broker that can be cut: those who hold it lose it, those who come are refused.</summary>
sealed class Cable(Func<int> target) : IDisposable
{
    readonly List<TcpClient> ends = [];
    TcpListener? listener;

    public int Port { get; private set; }

    public void Connect()
    {
        listener = new(IPAddress.Loopback, Port);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = AcceptAsync(listener);
    }

    public void Cut()
    {
        listener?.Dispose();
        listener = null;
        lock (ends)
        {
            ends.ForEach(end => end.Dispose());
            ends.Clear();
        }
    }

    public void Dispose() => Cut();

    async Task AcceptAsync(TcpListener accepting)
    {
        try
        {
            while (true) _ = PassAsync(await accepting.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return; // cut
        }
    }

    async Task PassAsync(TcpClient near)
    {
        var far = new TcpClient();
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, target());
            near.NoDelay = far.NoDelay = true;
            lock (ends) ends.AddRange([near, far]);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            return; // one of the ends has gone; the other follows
        }
        finally
        {
            near.Dispose();
            far.Dispose();
        }
    }
}
