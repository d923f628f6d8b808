using System.Buffers;
using System.IO.Pipelines;

namespace QLab.Tabular;

/// <summary>A format that needs to see one row at a time. It writes to the buffer that it was made with.</summary>
/// <typeparam name="TRow">The rows.</typeparam>
public interface IRowFormat<TRow>
{
    /// <summary>What stands before the first row.</summary>
    void Begin();

    /// <summary>A row.</summary>
    void Write(in TRow row);
}

/// <summary>Sends rows in portions; whoever reads slowly slows down where they come from too, so memory stays as it is.</summary>
public static class RowStream
{
    const int Portion = 32 * 1024;

    /// <summary>Writes all rows.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="format">How, given the buffer to write to.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="ct">Ends it early.</param>
    public static async Task WriteAsync<TRow>(
        PipeWriter output, Func<IBufferWriter<byte>, IRowFormat<TRow>> format, IAsyncEnumerable<TRow> rows, CancellationToken ct)
    {
        var waiting = new ArrayBufferWriter<byte>(2 * Portion);
        var lines = format(waiting);
        lines.Begin();
        await SendAsync(); // at once, because the first row may need a sort
        await foreach (var row in rows.WithCancellation(ct))
        {
            lines.Write(row);
            if (waiting.WrittenCount >= Portion) await SendAsync();
        }
        await SendAsync();

        async ValueTask SendAsync()
        {
            await output.WriteAsync(waiting.WrittenMemory, ct);
            waiting.ResetWrittenCount();
        }
    }
}
