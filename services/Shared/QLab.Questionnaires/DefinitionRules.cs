using System.Text.RegularExpressions;
using QLab.Questionnaires.Answering;
using QLab.Questionnaires.Rules;

namespace QLab.Questionnaires;

/// <summary>What keeps a definition from being published: every fault at once, by JSON Pointer.</summary>
public static class DefinitionRules
{
    public static Dictionary<string, string[]> Faults(Definition definition)
    {
        var (outline, faults) = (new Outline(definition), new Faults());
        AttributeRules.Validate(definition, "", faults);
        Storable.Validate(definition, faults);
        StructureRules.Validate(outline, faults);
        TypeRules.Validate(outline, faults);
        ScoreRules.Validate(outline, faults);
        new ConditionRules(outline, faults).Validate();
        Reachability.Validate(outline, faults);
        TextRules.Validate(outline, faults);
        return faults.ToDictionary();
    }

    /// <summary>What keeps a definition from being kept even as a draft.</summary>
    public static Dictionary<string, string[]> Unstorable(Definition definition)
    {
        var faults = new Faults();
        Storable.Validate(definition, faults);
        return faults.ToDictionary();
    }

    /// <summary>The faults of a condition about whole responses, such as a quota's: it may ask about every question.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="definition">What is answered.</param>
    /// <param name="pointer">Where the condition stands.</param>
    public static Dictionary<string, string[]> Faults(Condition condition, Definition definition, string pointer)
    {
        var faults = new Faults();
        AttributeRules.Validate(condition, pointer, faults);
        new ConditionRules(new(definition), faults).Validate(condition, pointer, asker: null);
        return faults.ToDictionary();
    }
}

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

/// <summary>Texts in their languages. A text that is one string is the same in all of them; one by language is there in each.</summary>
static class TextRules
{
    public static void Validate(Outline outline, Faults faults)
    {
        var languages = outline.Definition.Languages;
        var texts = Texts(outline).ToList();
        foreach (var (text, pointer) in texts.Where(text => text.Text.Translations.Count > 0))
        {
            var missing = languages.Where(language => !text.Speaks(language, languages)).ToList();
            faults.AddIf(missing.Count > 0, pointer, $"This text is missing in {string.Join(", ", missing)}. Translate it, or give one string if it is the same in every language.");
            var unknown = text.Translations.Keys.Except(languages).Order().ToList();
            faults.AddIf(unknown.Count > 0, pointer, $"This text is in {string.Join(", ", unknown)}, which the questionnaire's languages do not have. Add the language there, or take the text away.");
        }
        if (languages.Count < 2) return;
        for (var i = 0; i < languages.Count; i++)
            faults.AddIf(!texts.Any(text => text.Text.Translations.ContainsKey(languages[i])), $"/languages/{i}", $"No text is in {languages[i]}: translate the texts, or take the language away.");
    }

    static IEnumerable<(LocalText Text, string Pointer)> Texts(Outline outline)
    {
        yield return (outline.Definition.Title, "/title");
        if (outline.Definition.Introduction is { } introduction) yield return (introduction, "/introduction");
        foreach (var (question, pointer) in outline.Places.Select(place => (place.Question, place.Pointer)))
        {
            yield return (question.Text, $"{pointer}/text");
            if (question.Help is { } help) yield return (help, $"{pointer}/help");
            for (var i = 0; i < question.Options.Count; i++) yield return (question.Options[i].Label, $"{pointer}/options/{i}/label");
            for (var i = 0; i < question.Rows.Count; i++) yield return (question.Rows[i].Label, $"{pointer}/rows/{i}/label");
            for (var i =
                0; i < question.Score?.Bands.Count; i++) yield return (question.Score.Bands[i].Label, $"{pointer}/score/bands/{i}/label");
        }
    }
}

/// <summary>Scores: what they add up is there, earlier, and counts something.</summary>
static class ScoreRules
{
    public static void Validate(Outline outline, Faults faults)
    {
        var cycles = new Cycles(outline);
        foreach (var place in outline.Places)
        {
            var pointer = $"{place.Pointer}/score";
            if (place.Question.Type == QuestionType.Score)
                faults.AddIf(place.Question.Score is null, pointer, "Say in score what is added up or averaged.");
            else faults.AddIf(place.Question.Score is not null, pointer, $"Only a question of type score has this; an option of {TypeTraits.Name(place.Question.Type)} says what it counts in its own score.");
            if (place.Question is { Type: QuestionType.Score, Score: { } score }) Validate(outline, cycles, place, score, pointer, faults);
        }
    }

    static void Validate(Outline outline, Cycles cycles, Place place, Score score, string pointer, Faults faults)
    {
        for (var i = 0; i < score.Questions.Count; i++)
        {
            faults.AddIf(
                score.Questions.Take(i).Contains(score.Questions[i]), $"{pointer}/questions/{i}", "This question is counted already.");
            if (WhyNot(outline, cycles, place, score.Questions[i]) is { } reason) faults.Add($"{pointer}/questions/{i}", reason);
        }
        faults.AddIf(score.AtLeast > score.Questions.Count, $"{pointer}/atLeast", $"There are {score.Questions.Count} questions: {score.AtLeast} are never answered.");
        faults.AddIf(Math.Abs(score.MultiplyBy ?? 0) > TypeRules.LargestWeight, $"{pointer}/multiplyBy", $"Multiply by something between -{TypeRules.LargestWeight:0} and {TypeRules.LargestWeight:0}.");
        faults.AddIf(
            score.MultiplyBy == 0, $"{pointer}/multiplyBy", "Every score would be 0: leave multiplyBy out, or give another number.");
        for (var i = 1; i < score.Bands.Count; i++)
            faults.AddIf(score.Bands[i].From <= score.Bands[i - 1].From, $"{pointer}/bands/{i}/from", "Bands go upwards, each from a higher score than the one before.");
    }

    static string? WhyNot(Outline outline, Cycles cycles, Place place, string id)
    {
        if (outline.Find(id) is not { } counted) return "There is no question with this id.";
        if (counted.Order >= place.Order) return cycles.Later(place, counted);
        if (!counted.Question.Can(Takes.Points))
            return $"A {TypeTraits.Name(counted.Question.Type)} counts nothing; these count: {TypeTraits.Those(Takes.Points)}.";
        return counted.Question.Can(Takes.Options) && counted.Question.Options.All(option => option.Score is null)
            ? $"No option of {id} has a score: say at each option what it counts." : null;
    }
}
