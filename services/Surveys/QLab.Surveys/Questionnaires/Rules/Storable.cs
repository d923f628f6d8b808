using System.Text.Json;
using QLab.Surveys.Answering;

namespace QLab.Surveys.Questionnaires.Rules;

/// <summary>Whether a definition can be kept at all, finished or not: nothing too long, and no characters that cannot be stored.</summary>
static class Storable
{
    const int Longest = 10_000;

    public static void Look(object thing, Faults faults)
    {
        foreach (var member in Member.Of(thing, "")) Look(member.Value, member.Pointer, faults);
    }

    static void Look(object? value, string pointer, Faults faults)
    {
        switch (value)
        {
            case string text:
                faults.AddIf(text.Length > Longest, pointer, $"A text has at most {Longest} characters.");
                faults.AddIf(text.Contains('\0'), pointer, "A text has no NUL characters.");
                break;
            case LocalText { Translations: var words } text:
                foreach (var wording in text.All.Concat(words.Keys)) Look(wording, pointer, faults);
                break;
            case JsonElement json:
                if (Readable.Fault(json) is { } fault) faults.Add(pointer, fault);
                break;
            case IReadOnlyDictionary<string, JsonElement> untouched:
                foreach (var (name, element) in untouched)
                {
                    Look(name, pointer, faults);
                    Look(element, pointer, faults);
                }
                break;
            case IReadOnlyList<string> texts:
                foreach (var (i, text) in texts.Index()) Look(text, $"{pointer}/{i}", faults);
                break;
        }
    }
}
