using System.Text.RegularExpressions;

namespace QLab.Questionnaires.Rules;

/// <summary>Ids, sections, how many and how deep, languages.</summary>
static partial class StructureRules
{
    const int Most = 1_000;
    const int Deepest = 8;

    public static void Validate(Outline outline, Faults faults)
    {
        faults.AddIf(outline.Places.Count == 0, "/questions", "A questionnaire has at least one question.");
        faults.AddIf(outline.Places.Count > Most, "/questions", $"A questionnaire has at most {Most} questions and sections; this one has {outline.Places.Count}. Split it.");
        foreach (var place in outline.Places)
        {
            faults.AddIf(!ReferenceEquals(outline.Find(place.Id), place), $"{place.Pointer}/id", "Another question has this id.");
            faults.AddIf(
                place.Depth == Deepest + 1, place.Pointer, $"Sections nest {Deepest - 1} deep at most: move this question outwards.");
            if (place.Question.Type == QuestionType.Section)
                faults.AddIf(place.Question.Questions.Count == 0, $"{place.Pointer}/questions", "A section holds at least one question: add one, or make it a display text.");
            else
                faults.AddIf(place.Question.Questions.Count > 0, $"{place.Pointer}/questions", "Only a section holds questions: put them after this one.");
        }
        LookAtLanguages(outline.Definition.Languages, faults);
    }

    static void LookAtLanguages(IReadOnlyList<string> languages, Faults faults)
    {
        faults.AddIf(languages.Count == 0, "/languages", "A questionnaire has at least one language.");
        for (var i = 0; i < languages.Count; i++)
        {
            faults.AddIf(!Tag().IsMatch(languages[i]), $"/languages/{i}", "A language is a tag such as en, cy or en-GB.");
            faults.AddIf(languages.Take(i).Contains(languages[i], StringComparer.OrdinalIgnoreCase), $"/languages/{i}", "This language is in the list twice.");
        }
    }

    /// <remarks>The tags of RFC 5646 that people write: language, script, region, variants.</remarks>
    [GeneratedRegex("^[a-z]{2,8}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*\\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
