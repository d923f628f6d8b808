using System.ComponentModel.DataAnnotations;

namespace QLab.Questionnaires;

/// <summary>A text that says something in every language it is given in, and no more than so much.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WordedAttribute(int longest) : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext context) => value switch
    {
        null => ValidationResult.Success,
        LocalText text when text.IsEmpty => new("This text is empty."),
        LocalText text when text.All.Any(words => words.Length > longest) => new($"A text here has at most {longest} characters."),
        LocalText text when text.All.Any(words => words.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))) =>
            new("A text has no control characters."),
        LocalText text when text.Translations.Keys.Any(tag => tag.Length is 0 or > 35 || !tag.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) => new("A language is a tag such as en, cy or en-GB."),
        _ => ValidationResult.Success,
    };
}
