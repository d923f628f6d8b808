using System.Runtime.InteropServices;
using System.Text.Json;

namespace QLab.Questionnaires.Answering;

/// <summary>
/// JSON whose texts can be read and stored: JSON may also hold U+0000, half a surrogate pair, or bytes that are no UTF-8.
/// </summary>
static class Readable
{
    const string Why = "A text here holds a character that cannot be stored, such as U+0000 or half of an emoji: take it out.";

    /// <returns>What is wrong; null when every text in it can be read.</returns>
    public static string? Fault(JsonElement json) =>
        json.ValueKind == JsonValueKind.Undefined || !IsSuspect(JsonMarshal.GetRawUtf8Value(json)) || IsReadable(json) ? null : Why;

    static bool IsSuspect(ReadOnlySpan<byte> raw) => raw.Contains((byte)'\\') || raw.ContainsAnyInRange((byte)0x80, (byte)0xFF);

    static bool IsReadable(JsonElement json)
    {
        try
        {
            return json.ValueKind switch
            {
                JsonValueKind.String => IsStorable(json.GetString()!),
                JsonValueKind.Array => json.EnumerateArray().All(IsReadable),
                JsonValueKind.Object => json.EnumerateObject().All(property => IsStorable(property.Name) && IsReadable(property.Value)),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false; // what the reader throws for texts that are no Unicode
        }
    }

    static bool IsStorable(string text) => !text.Contains('\0');
}
