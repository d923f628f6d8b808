namespace QLab.Tabular;

/// <summary>A file whose first bytes were looked at already: it gives those first, then the rest. Read asynchronously, once.</summary>
/// <param name="start">What was looked at.</param>
/// <param name="rest">Where the rest comes from; left open.</param>
sealed class ResumedStream(byte[] start, Stream rest) : Stream
{
    int given;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (given == start.Length) return await rest.ReadAsync(buffer, cancellationToken);
        var length = Math.Min(buffer.Length, start.Length - given);
        start.AsMemory(given, length).CopyTo(buffer);
        given += length;
        return length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read asynchronously.");
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
