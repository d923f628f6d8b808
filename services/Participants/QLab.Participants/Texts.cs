using System.ComponentModel.DataAnnotations;

namespace QLab.Participants;

/// <summary>A list of texts, each of them not blank and none longer than <paramref name="length"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class TextsAttribute(int most, int length) : ValidationAttribute
{
    public override bool IsValid(object? value) =>
        value is not string?[] texts
        || texts.Length <= most && texts.All(text => !string.IsNullOrWhiteSpace(text) && text.Length <= length);

    public override string FormatErrorMessage(string name) => $"At most {most} texts, each of 1 to {length} characters.";
}
