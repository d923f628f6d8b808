namespace QLab.Questionnaires;

/// <summary>A definition in one of its languages.</summary>
public static class Translation
{
    /// <summary>The first language that is wished for and there, else the first of all.</summary>
    /// <param name="wishes">Language tags, the dearest first.</param>
    /// <param name="spoken">The questionnaire's languages.</param>
    public static string Match(IEnumerable<string> wishes, IReadOnlyList<string> spoken) =>
        wishes.Select(wish => Match(wish, spoken)).FirstOrDefault(match => match is not null) ?? spoken[0];

    /// <summary>The same definition with one wording for each text.</summary>
    public static Definition In(this Definition definition, string? language)
    {
        if (language is null) return definition;
        return definition with
        {
            Title = One(definition.Title),
            Introduction = Any(definition.Introduction),
            Questions = [.. definition.Questions.Select(Of)],
        };

        Question Of(Question question) => question with
        {
            Text = One(question.Text),
            Help = Any(question.Help),
            Options = Each(question.Options),
            Rows = Each(question.Rows),
            Questions = [.. question.Questions.Select(Of)],
            Score = question.Score is { } score ? score with { Bands = [.. score.Bands.Select(band => band with { Label = One(band.Label) })] } : null,
        };

        IReadOnlyList<Option> Each(IReadOnlyList<Option> options) =>
            [.. options.Select(option => option with { Label = One(option.Label) })];
        LocalText? Any(LocalText? text) => text is null ? null : One(text);
        LocalText One(LocalText text) => new(text.In(language, definition.Languages));
    }

    /// <summary>RFC 4647 §3.4, and for a bare language also one of its regions: cy-GB is met by cy, and en by en-GB.</summary>
    static string? Match(string wish, IReadOnlyList<string> spoken)
    {
        for (var range = wish; range.Length > 0; range = range[..Math.Max(range.LastIndexOf('-'), 0)])
            if (spoken.FirstOrDefault(language => language.Equals(range, StringComparison.OrdinalIgnoreCase)) is { } exact) return exact;
        return spoken.FirstOrDefault(language => language.StartsWith($"{wish.Split('-')[0]}-", StringComparison.OrdinalIgnoreCase));
    }
}
