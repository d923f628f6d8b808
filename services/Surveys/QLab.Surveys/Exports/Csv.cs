using System.Buffers;

namespace QLab.Surveys.Exports;

/// <summary>Writes CSV as RFC 4180 has it, in UTF-8: cells quoted where they must be, lines ended with CR LF.</summary>
sealed class Csv(IBufferWriter<byte> output, Delimiter delimiter)
{
    readonly byte between = delimiter switch { Delimiter.Semicolon => (byte)';', Delimiter.Tab => (byte)'\t', _ => (byte)',' };
    readonly SearchValues<byte> quoted = SearchValues.Create([(byte)'"', (byte)'\r', (byte)'\n', (byte)',', (byte)';', (byte)'\t']);
    bool begun;

    public static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public void Blank() => Separate();

    /// <summary>Something that holds neither delimiters nor quotes: a number, an id, a day.</summary>
    public void Plain(ReadOnlySpan<byte> value)
    {
        Separate();
        output.Write(value);
    }

    /// <summary>What somebody wrote: no spreadsheet takes it for a formula.</summary>
    public void Text(ReadOnlySpan<byte> text) => Quoted(text, Cells.LooksLikeFormula(text));

    public void Text(string text) => Text(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Several numbers in one cell.</summary>
    public void Numbers(ReadOnlySpan<byte> joined) => Quoted(joined, formula: false);

    public void EndLine()
    {
        output.Write("\r\n"u8);
        begun = false;
    }

    void Quoted(ReadOnlySpan<byte> text, bool formula)
    {
        Separate();
        if (!formula && text.IndexOfAny(quoted) < 0)
        {
            output.Write(text);
            return;
        }
        output.Write("\""u8);
        if (formula) output.Write("'"u8);
        for (var quote = text.IndexOf((byte)'"'); quote >= 0; quote = text.IndexOf((byte)'"'))
        {
            output.Write(text[..(quote + 1)]);
            output.Write("\""u8);
            text = text[(quote + 1)..];
        }
        output.Write(text);
        output.Write("\""u8);
    }

    void Separate()
    {
        if (begun) output.Write([between]);
        begun = true;
    }
}
