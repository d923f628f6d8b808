using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace QLab.Participants.Notifications.Templates;

/// <summary>
/// Finds a template in a language: staff's latest version before the one that comes with the service, a near language before English.
/// </summary>
sealed class TemplateShelf(ParticipantsDb db)
{
    public async Task<MessageTemplate> ReadAsync(string name, string language, CancellationToken ct)
    {
        foreach (var candidate in Candidates(language))
            if (await FindAsync(name, candidate, ct) is { } found) return found;
        throw new TemplateFaultException($"There is no template '{name}'.");
    }

    public async Task<MessageTemplate?> FindAsync(string name, string language, CancellationToken ct) =>
        await db.WrittenTemplates.Where(t => t.Name == name && t.Language == language).OrderByDescending(t => t.Version)
            .Select(t => new MessageTemplate(t.Name, t.Language, t.Subject, t.Text, t.Html)).FirstOrDefaultAsync(ct)
        ?? BuiltInTemplates.All.GetValueOrDefault((name, language));

    /// <summary><c>cy-GB</c>, then <c>cy</c>, then English.</summary>
    static IEnumerable<string> Candidates(string language) =>
        Languages.Near(language).Append(BuiltInTemplates.Fallback).Distinct();
}

static partial class Languages
{
    /// <summary><c>cy-GB</c>, then <c>cy</c>.</summary>
    public static IEnumerable<string> Near(string language) => new[] { language, language.Split('-')[0] }.Distinct();

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

/// <summary>
/// The templates that come with the service, one file for text and one for HTML in each language; the text's first line is the subject.
/// Each ends with the <c>signature</c> of its language. What several say in the same words is a part, a file with <c>_</c> before its
/// name, which they take in by <c>{{>name}}</c> on a line of its own.
/// </summary>
static partial class BuiltInTemplates
{
    public const string Fallback = "en";
    const string Signature = "signature";
    const int MostValues = 100, LongestValue = 4000;

    public static IReadOnlyDictionary<(string Name, string Language), MessageTemplate> All { get; } = Read();

    /// <summary>What makes a message impossible from the start, or null.</summary>
    public static string? Fault(string template, IReadOnlyDictionary<string, string> values)
    {
        if (!All.TryGetValue((template, Fallback), out var found)) return $"There is no template '{Shortened(template)}'.";
        if (values.Count > MostValues || values.Any(v => v.Key.Length > 100 || v.Value is null || v.Value.Length > LongestValue))
            return $"There are more than {MostValues} values, or one is longer than {LongestValue} characters.";
        return found.Asks.Except(values.Keys).FirstOrDefault() is { } missing && !FilledWhileSending.Contains(template)
            ? $"The template '{template}' asks for '{missing}', which is not given."
            : null;
    }

    /// <remarks>Their values depend on the reader and are made at the last moment.</remarks>
    static readonly string[] FilledWhileSending = ["newsletter-issue"];

    static string Shortened(string name) => name.Length > 60 ? name[..60] : name;

    static Dictionary<(string, string), MessageTemplate> Read()
    {
        var assembly = typeof(BuiltInTemplates).Assembly;
        var files = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("templates/", StringComparison.Ordinal))
            .ToDictionary(name => name, ReadFile);
        foreach (var (name, text) in files.ToList()) files[name] = Inclusion().Replace(text, line => files[PartOf(name, line)]);
        return (
            from file in files
            where file.Key.EndsWith(".txt", StringComparison.Ordinal)
            let parts = file.Key.Split('/')
            let name = Path.GetFileNameWithoutExtension(parts[2])
            where name != Signature && name[0] != '_'
            let text = file.Value.Split('\n', 2)
            select new MessageTemplate(
                name, parts[1], text[0], $"{text[1].TrimStart('\n')}\n{files[$"templates/{parts[1]}/{Signature}.txt"]}",
                files[Path.ChangeExtension(file.Key, ".html")] + files[$"templates/{parts[1]}/{Signature}.html"]))
            .ToDictionary(template => (template.Name, template.Language));

        static string PartOf(string name, Match line) =>
            $"{Path.GetDirectoryName(name)}/_{line.Groups["part"].Value}{Path.GetExtension(name)}";

        string ReadFile(string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            return reader.ReadToEnd().ReplaceLineEndings("\n");
        }
    }

    [GeneratedRegex(@"^\{\{>(?<part>[a-z-]+)\}\}\n", RegexOptions.Multiline)]
    private static partial Regex Inclusion();
}
