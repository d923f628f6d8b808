using Microsoft.Net.Http.Headers;
using QLab.Questionnaires;

namespace QLab.Surveys.Questionnaires.Reading;

/// <summary>Which language an answer is in.</summary>
static class WishedLanguage
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

        var language = Translation.Match(wishes, spoken);
        http.Response.Headers.ContentLanguage = language;
        return language;
    }

    static List<string> Accepted(HttpRequest request) =>
        [.. request.GetTypedHeaders().AcceptLanguage
            .Where(wish => wish.Quality != 0 && wish.Value != "*")
            .OrderByDescending(wish => wish.Quality ?? 1)
            .Select(wish => wish.Value.ToString())];
}
