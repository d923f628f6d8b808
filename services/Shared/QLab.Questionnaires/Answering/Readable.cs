using System.Runtime.InteropServices;
using System.Text.Json;
using QLab.Questionnaires.Rules;

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

/// <summary>Whether a definition can be kept at all, finished or not: nothing too long, and no characters that cannot be stored.</summary>
static class Storable
{
    const int Longest = 10_000;

    public static void Validate(object thing, Faults faults)
    {
        foreach (var member in Member.Of(thing, "")) Validate(member.Value, member.Pointer, faults);
    }

    static void Validate(object? value, string pointer, Faults faults)
    {
        switch (value)
        {
            case string text:
                faults.AddIf(text.Length > Longest, pointer, $"A text has at most {Longest} characters.");
                faults.AddIf(text.Contains('\0'), pointer, "A text has no NUL characters.");
                break;
            case LocalText { Translations: var words } text:
                foreach (var wording in text.All.Concat(words.Keys)) Validate(wording, pointer, faults);
                break;
            case JsonElement json:
                if (Readable.Fault(json) is { } fault) faults.Add(pointer, fault);
                break;
            case IReadOnlyDictionary<string, JsonElement> untouched:
                foreach (var (name, element) in untouched)
                {
                    Validate(name, pointer, faults);
                    Validate(element, pointer, faults);
                }
                break;
            case IReadOnlyList<string> texts:
                foreach (var (i, text) in texts.Index()) Validate(text, $"{pointer}/{i}", faults);
                break;
        }
    }
}
