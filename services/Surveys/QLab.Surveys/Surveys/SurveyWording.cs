using System.Globalization;
using QLab.Questionnaires;
using QLab.Questionnaires.Rules;

namespace QLab.Surveys.Surveys;

/// <summary>What people read of a survey before its questions, in the languages of its questionnaire.</summary>
static class SurveyWording
{
    /// <summary>
    /// The title in each language that it has one in; the plain one is in the first. A survey that is called what its questionnaire is
    /// called is so in every language.
    /// </summary>
    public static LocalText TitlesIn(this Survey survey, Definition definition)
    {
        var others = survey.Titles ?? (survey.Title == definition.PlainTitle ? definition.Title : null);
        var titles = new Dictionary<string, string> { [definition.Languages[0]] = survey.Title };
        foreach (var language in definition.Languages.Skip(1))
            if (others?.Translations.GetValueOrDefault(language) is { } title && !string.IsNullOrWhiteSpace(title))
                titles[language] = title;
        return new(titles);
    }

    /// <summary>The last day on which a response is taken.</summary>
    public static DateOnly? LastDay(this Survey survey) =>
        survey.ClosesAt is { } closes ? DateOnly.FromDateTime(closes.UtcDateTime.AddTicks(-1)) : null;

    /// <summary>A day as computers write it.</summary>
    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static void Check(string title, LocalText? titles, LocalText? purpose, Definition definition, Faults faults)
    {
        CheckLanguages(titles, "/titles", definition, faults);
        CheckLanguages(purpose, "/purpose", definition, faults);
        var first = titles?.Translations.Count == 0 ? titles.All.First() : titles?.Translations.GetValueOrDefault(definition.Languages[0]);
        faults.AddIf(
            first is not null && first != title, "/titles",
            $"In '{definition.Languages[0]}', the questionnaire's first language, it is called what title says: say the same, or leave it out.");
    }

    static void CheckLanguages(LocalText? text, string at, Definition definition, Faults faults)
    {
        foreach (var language in text?.Translations.Keys.Except(definition.Languages) ?? [])
            faults.AddIf(
                true, $"{at}/{language}", $"The questionnaire has no such language; it has: {string.Join(", ", definition.Languages)}.");
    }
}
