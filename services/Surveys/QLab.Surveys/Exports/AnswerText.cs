using System.Buffers;
using System.Text.Json;

namespace QLab.Surveys.Exports;

/// <summary>What a JSON token says in a cell: texts as they are, yes as 1, objects as JSON.</summary>
sealed class AnswerText
{
    readonly ArrayBufferWriter<byte> unescaped = new();

    /// <returns>Good until the next call.</returns>
    public ReadOnlySpan<byte> Of(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True: return "1"u8;
            case JsonTokenType.False: return "0"u8;
            case JsonTokenType.String when reader.ValueIsEscaped:
                unescaped.ResetWrittenCount();
                unescaped.Advance(reader.CopyString(unescaped.GetSpan(reader.ValueSpan.Length)));
                return unescaped.WrittenSpan;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                var from = (int)reader.TokenStartIndex;
                reader.Skip();
                return json[from..(int)reader.BytesConsumed];
            default: return reader.ValueSpan;
        }
    }
}
