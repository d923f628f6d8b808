using System.Buffers;
using System.IO.Pipelines;

namespace QLab.Surveys.Exports;

/// <summary>A format that needs to see one response at a time. It writes to the buffer that it was made with.</summary>
interface ILineFormat
{
    void Begin();

    void Write(in FrozenResponse response);
}

/// <summary>Sends lines in portions; whoever reads slowly slows down the reading from the database too, so memory stays as it is.</summary>
static class LineWriter
{
    const int Portion = 32 * 1024;

    public static async Task WriteAsync(
        PipeWriter output, bool bom, Func<IBufferWriter<byte>, ILineFormat> format, IAsyncEnumerable<FrozenResponse> responses, CancellationToken ct)
    {
        var waiting = new ArrayBufferWriter<byte>(2 * Portion);
        var lines = format(waiting);
        if (bom) waiting.Write(Csv.ByteOrderMark);
        lines.Begin();
        await SendAsync(); // at once, because the first response may need a sort
        await foreach (var response in responses.WithCancellation(ct))
        {
            lines.Write(response);
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
