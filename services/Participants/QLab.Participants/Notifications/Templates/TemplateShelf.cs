using System.ComponentModel.DataAnnotations;
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
