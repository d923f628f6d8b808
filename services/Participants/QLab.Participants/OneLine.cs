using System.ComponentModel.DataAnnotations;

namespace QLab.Participants;

/// <summary>A text of one line: something in it, and no control characters.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class OneLineAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is null || value is string text && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);

    public override string FormatErrorMessage(string name) => "One line of text, without control characters.";
}
