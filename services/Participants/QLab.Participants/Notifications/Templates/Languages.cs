using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace QLab.Participants.Notifications.Templates;

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
