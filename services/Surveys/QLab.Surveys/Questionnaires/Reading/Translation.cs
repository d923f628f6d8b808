using Microsoft.Net.Http.Headers;

namespace QLab.Surveys.Questionnaires.Reading;

/// <summary>Which language an answer is in, and a definition with its texts in that one.</summary>
static class Translation
{
    /// <summary>
    /// The first language that is wished for and there: the one that the query names, else those of Accept-Language by their weight.
    /// A wish that nothing meets gets the questionnaire's first; without a wish there is none, and texts come as they are stored.
    /// </summary>
    /// <param name="http">The request; the answer's headers are set.</param>
    /// <param name="named">What the query names.</param>
    /// <param name="spoken">The questionnaire's languages.</param>
    public static string? Choose(HttpContext http, string? named, IReadOnlyList<string> spoken)
    {
        http.Response.Headers.Vary = HeaderNames.AcceptLanguage;
        var wishes = string.IsNullOrWhiteSpace(named) ? Accepted(http.Request) : [named];
        if (wishes.Count == 0) return null;

        var language = wishes.Select(wish => Match(wish, spoken)).FirstOrDefault(match => match is not null) ?? spoken[0];
        http.Response.Headers.ContentLanguage = language;
        return language;
    }

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

        IReadOnlyList<Option> Each(IReadOnlyList<Option> options) => [.. options.Select(option => option with { Label = One(option.Label) })];
        LocalText? Any(LocalText? text) => text is null ? null : One(text);
        LocalText One(LocalText text) => new(text.In(language, definition.Languages));
    }

    static List<string> Accepted(HttpRequest request) =>
        [.. request.GetTypedHeaders().AcceptLanguage.Where(wish => wish.Quality != 0 && wish.Value != "*").OrderByDescending(wish => wish.Quality ?? 1).Select(wish => wish.Value.ToString())];

    /// <summary>RFC 4647 §3.4, and for a bare language also one of its regions: cy-GB is met by cy, and en by en-GB.</summary>
    static string? Match(string wish, IReadOnlyList<string> spoken)
    {
        for (var range = wish; range.Length > 0; range = range[..Math.Max(range.LastIndexOf('-'), 0)])
            if (spoken.FirstOrDefault(language => language.Equals(range, StringComparison.OrdinalIgnoreCase)) is { } exact) return exact;
        return spoken.FirstOrDefault(language => language.StartsWith($"{wish.Split('-')[0]}-", StringComparison.OrdinalIgnoreCase));
    }
}
