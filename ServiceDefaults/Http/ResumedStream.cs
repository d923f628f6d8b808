namespace QLab.ServiceDefaults.Http;

/// <summary>A request's body of which the first bytes were looked at already: it gives those first, then the rest. Read asynchronously, once.</summary>
/// <param name="start">What was looked at.</param>
/// <param name="rest">Where the rest comes from; left open.</param>
public sealed class ResumedStream(byte[] start, Stream rest) : Stream
{
    int given;

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (given == start.Length) return await rest.ReadAsync(buffer, cancellationToken);
        var length = Math.Min(buffer.Length, start.Length - given);
        start.AsMemory(given, length).CopyTo(buffer);
        given += length;
        return length;
    }

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A request is read asynchronously.");

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc />
    public override void Flush() { }

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
