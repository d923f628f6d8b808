using System.Globalization;

namespace QLab.ServiceDefaults.Text;

/// <summary>The languages that the platform itself speaks: every message and every page comes in each of them.</summary>
public static class SpokenLanguages
{
    static readonly string[] WelshMonths =
    [
        "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
    ];

    /// <summary>Their tags; the first is what others fall back to.</summary>
    public static IReadOnlyList<string> All { get; } = ["en", "cy"];

    /// <summary>The language that is spoken to somebody who wishes for another: Welsh for <c>cy-GB</c>, English for <c>pl</c>.</summary>
    /// <param name="wish">A language tag.</param>
    public static string Nearest(string wish) => All.FirstOrDefault(spoken => spoken == wish.Split('-')[0].ToLowerInvariant()) ?? All[0];

    /// <summary>A date as the language writes it; as ISO 8601 does in a language that is not spoken.</summary>
    /// <param name="day">The date.</param>
    /// <param name="language">A language tag.</param>
    /// <remarks>The platform runs without the cultures of ICU, so it knows the months itself.</remarks>
    public static string Written(DateOnly day, string language) => language.Split('-')[0] switch
    {
        "en" => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
        "cy" => $"{day.Day} {WelshMonths[day.Month - 1]} {day.Year}",
        _ => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };
}
