using System.Net.Sockets;

namespace Aspire.Hosting.Native.Running;

/// <summary>
/// A range of ports that this run alone draws from, so that stacks starting at the same moment do not choose the same one
/// before either has bound it. The claim is an abstract socket: the kernel gives it up with the process, and no file is left.
/// </summary>
internal sealed class PortBlock : IDisposable
{
    public const int Size = 128;

    private readonly Socket _claim;
    private int _next;

    private PortBlock(Socket claim, int first) => (_claim, _next, Last) = (claim, first, first + Size - 1);

    public int Last { get; }

    public static PortBlock? TryClaim(int first)
    {
        var claim = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            claim.Bind(new UnixDomainSocketEndPoint($"\0qlab-ports-{first}"));
            return new(claim, first);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            claim.Dispose();
            return null;
        }
    }

    public int? Next()
    {
        while (_next <= Last)
            if (Ports.IsFree(_next++)) return _next - 1;
        return null;
    }

    public void Dispose() => _claim.Dispose();
}
