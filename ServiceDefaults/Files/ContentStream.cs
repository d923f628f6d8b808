using Npgsql;

namespace QLab.ServiceDefaults.Files;

/// <summary>
/// A content as a stream, from any place in it. A chunk at a time is in memory, and a connection is lent for as long as reading one takes:
/// whoever reads slowly holds nothing up.
/// </summary>
sealed class ContentStream(NpgsqlDataSource database, FileContent content) : Stream
{
    byte[] chunk = [];
    long number = -1;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= Length) return 0;
        var (wanted, from) = Math.DivRem(Position, FileChunk.Length);
        if (wanted != number) (chunk, number) = (await ReadChunkAsync((int)wanted, cancellationToken), wanted);
        var rest = chunk.AsMemory((int)from);
        var length = Math.Min(rest.Length, buffer.Length);
        rest[..length].CopyTo(buffer);
        Position += length;
        return length;
    }

    /// <exception cref="IOException">The file was deleted meanwhile.</exception>
    async Task<byte[]> ReadChunkAsync(int wanted, CancellationToken ct)
    {
        await using var command = database.CreateCommand("SELECT bytes FROM file_chunks WHERE hash = $1 AND number = $2");
        command.Parameters.Add(new() { Value = content.Hash });
        command.Parameters.Add(new() { Value = wanted });
        return await command.ExecuteScalarAsync(ct) as byte[] ?? throw new IOException("The file is no longer there.");
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A file is read asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override long Position { get; set; }
    public override long Length => content.Size;
    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override void Flush() { }
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
