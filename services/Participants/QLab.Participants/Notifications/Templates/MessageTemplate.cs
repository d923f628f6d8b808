using System.Net;
using System.Text.RegularExpressions;

namespace QLab.Participants.Notifications.Templates;

sealed record FilledTemplate(string Language, string Subject, string Text, string Html);

/// <summary>What a template asks for is missing, or it is unknown.</summary>
sealed class TemplateFaultException(string message) : Exception(message);

/// <summary>
/// Texts with <c>{{name}}</c> where values go. In HTML a value is encoded, and one whose name ends in <c>Url</c> has to be an http address,
/// so that nobody's words become markup. <c>{{{content}}}</c> takes what the platform itself has made.
/// </summary>
sealed partial record MessageTemplate(string Name, string Language, string Subject, string Text, string Html)
{
    /// <summary>The reader's name is always known.</summary>
    static readonly string[] AlwaysKnown = ["name"];

    public IEnumerable<string> Asks => Places().Matches($"{Subject}\n{Text}\n{Html}")
        .Where(place => place.Groups["value"].Success).Select(place => place.Groups["value"].Value).Distinct().Except(AlwaysKnown);

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

    string Fill(string text, IReadOnlyDictionary<string, string> values, string? content, Func<string, string?> encode) => Places().Replace(text, place =>
    {
        if (!place.Groups["value"].Success) return content ?? "";
        var name = place.Groups["value"].Value;
        if (!values.TryGetValue(name, out var value))
            throw new TemplateFaultException($"The template '{Name}' asks for '{name}', which is not given.");
        if (name.EndsWith("Url", StringComparison.Ordinal) && !IsWebAddress(value))
            throw new TemplateFaultException($"'{name}' is no http address.");
        return encode(value)!;
    });

    static bool IsWebAddress(string value) => Uri.TryCreate(value, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    [GeneratedRegex(@"\{\{\{content\}\}\}|\{\{(?<value>[A-Za-z]{1,40})\}\}")]
    internal static partial Regex Places();
}
