namespace QLab.Questionnaires.Rules;

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
