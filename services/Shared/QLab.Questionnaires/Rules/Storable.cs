using System.Text.Json;
using QLab.Questionnaires.Answering;

namespace QLab.Questionnaires.Rules;

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
