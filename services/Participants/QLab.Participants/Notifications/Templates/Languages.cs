using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.RegularExpressions;

namespace QLab.Participants.Notifications.Templates;

static partial class Languages
{
    static readonly string[] WelshMonths =
    [
        "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
    ];

    /// <summary>The languages that every message and every page comes in.</summary>
    public static IReadOnlyList<string> Spoken { get; } = ["en", "cy"];

    /// <summary><c>cy-GB</c>, then <c>cy</c>.</summary>
    public static IEnumerable<string> Near(string language) => new[] { language, language.Split('-')[0] }.Distinct();

    /// <summary>A date as the language writes it; in a language that the platform does not speak, as ISO 8601 does.</summary>
    public static string Written(DateOnly day, string language) => language.Split('-')[0] switch
    {
        "en" => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
        "cy" => $"{day.Day} {WelshMonths[day.Month - 1]} {day.Year}",
        _ => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    /// <summary>A language tag as people use them (RFC 5646): <c>en</c>, <c>cy</c>, <c>pt-BR</c>.</summary>
    [GeneratedRegex("^[a-z]{2,3}(-[A-Z]{2})?\\z")]
    internal static partial Regex Tag();
}

[AttributeUsage(AttributeTargets.Property)]
sealed class LanguageAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is null || value is string tag && Languages.Tag().IsMatch(tag);

    public override string FormatErrorMessage(string name) => "A language is a tag such as en or cy.";
}
