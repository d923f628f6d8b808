using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Notifications.Templates;

sealed record FilledTemplate(string Language, string Subject, string Text, string Html);

/// <summary>What a template asks for is missing, or it is unknown.</summary>
sealed class TemplateFaultException(string message) : Exception(message);

/// <summary>
/// Texts with <c>{{name}}</c> where values go. In HTML a value is encoded; one whose name ends in <c>Url</c> has to be an http address,
/// so that nobody's words become markup, and one whose name ends in <c>Day</c> is a date, written as the language writes it.
/// What stands between <c>{{#name}}</c> and <c>{{/name}}</c> is said where there is such a value; after <c>{{#name=value}}</c> where
/// it is that one. <c>{{{content}}}</c> takes what the platform itself has made.
/// </summary>
sealed partial record MessageTemplate(string Name, string Language, string Subject, string Text, string Html)
{
    /// <summary>Values that the platform gives to every message: <c>name</c> is the reader's.</summary>
    static readonly string[] AlwaysKnown = ["name", "lab", "sender"];

    /// <summary>The values without which it cannot be filled.</summary>
    public IEnumerable<string> Asks => NamesIn(Sections().Replace(Whole, "")).Except(AlwaysKnown);

    /// <summary>Every value that it can show.</summary>
    public IEnumerable<string> Shows => NamesIn(Whole)
        .Concat(Sections().Matches(Whole).SelectMany(section => NamesIn(section.Groups["inside"].Value).Append(section.Groups["name"].Value)))
        .Concat(AlwaysKnown).Distinct();

    /// <summary>What it says only under a condition, as the template writes it.</summary>
    public IEnumerable<string> Conditions => Sections().Matches(Whole).Select(section => section.Groups["condition"].Value).Distinct();

    string Whole => $"{Subject}\n{Text}\n{Html}";

    /// <exception cref="TemplateFaultException">A value is missing, or is not what its name says.</exception>
    public FilledTemplate Fill(IReadOnlyDictionary<string, string> values, string? contentAsText = null, string? contentAsHtml = null)
    {
        var subject = Fill(Subject, values, contentAsText, value => value);
        var body = Fill(Html, values, contentAsHtml, WebUtility.HtmlEncode);
        return new(Language, subject, Fill(Text, values, contentAsText, value => value), $"""
            <!doctype html>
            <html lang="{WebUtility.HtmlEncode(Language)}"><head><meta charset="utf-8"><title>{WebUtility.HtmlEncode(subject)}</title></head>
            <body style="font-family: sans-serif; line-height: 1.5; max-width: 40em">
            {body}
            </body></html>
            """);
    }

    string Fill(string text, IReadOnlyDictionary<string, string> values, string? content, Func<string, string?> encode)
    {
        var said = Sections().Replace(text, section => Holds(section, values) ? section.Groups["inside"].Value : "");
        return Places().Replace(
            said, place => place.Groups["value"].Success ? encode(Value(place.Groups["value"].Value, values))! : content ?? "");
    }

    static bool Holds(Match section, IReadOnlyDictionary<string, string> values) =>
        values.TryGetValue(section.Groups["name"].Value, out var value)
        && (section.Groups["is"].Success ? value == section.Groups["is"].Value : !string.IsNullOrWhiteSpace(value));

    string Value(string name, IReadOnlyDictionary<string, string> values)
    {
        if (!values.TryGetValue(name, out var value))
            throw new TemplateFaultException($"The template '{Name}' asks for '{name}', which is not given.");
        if (name.EndsWith("Url", StringComparison.Ordinal) && !IsWebAddress(value))
            throw new TemplateFaultException($"'{name}' is no http address.");
        if (!name.EndsWith("Day", StringComparison.Ordinal)) return value;
        return DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? SpokenLanguages.Written(day, Language)
            : throw new TemplateFaultException($"'{name}' is no day such as 2026-10-31.");
    }

    static bool IsWebAddress(string value) => Uri.TryCreate(value, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    static IEnumerable<string> NamesIn(string text) =>
        Places().Matches(text).Where(place => place.Groups["value"].Success).Select(place => place.Groups["value"].Value).Distinct();

    [GeneratedRegex(@"\{\{\{content\}\}\}|\{\{(?<value>[A-Za-z]{1,40})\}\}")]
    internal static partial Regex Places();

    /// <remarks>Where the two marks stand on lines of their own, those lines go with them.</remarks>
    [GeneratedRegex(
        @"\{\{#(?<condition>(?<name>[A-Za-z]{1,40})(=(?<is>[A-Za-z]{1,40}))?)\}\}(?<block>\r?\n)?(?<inside>.*?)\{\{/\k<name>\}\}(?(block)(\r?\n)?)",
        RegexOptions.Singleline)]
    internal static partial Regex Sections();

    [GeneratedRegex(@"\{\{[#/][A-Za-z=]{0,81}\}\}")]
    internal static partial Regex Marks();
}
