using System.ComponentModel.DataAnnotations;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Writing;

/// <summary>What people write to each other: plain Markdown, pictures as their words.</summary>
static class WrittenText
{
    public const int Longest = 20_000;

    static readonly SafeMarkdown Rules = new();

    /// <exception cref="ArgumentException">It has a fault; whatever was accepted has none.</exception>
    public static string ToHtml(string markdown) => Rules.ToHtml(markdown);

    /// <summary>Why it is not taken, or null.</summary>
    public static string? Fault(string markdown)
    {
        if (string.IsNullOrWhiteSpace(markdown)) return "Write something.";
        if (markdown.Length > Longest) return $"At most {Longest} characters.";
        if (markdown.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))) return "No control characters.";
        return Rules.Fault(markdown);
    }
}

/// <summary>A text in Markdown that <see cref="WrittenText"/> can show.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class WrittenAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is string markdown && WrittenText.Fault(markdown) is { } fault
            ? new(fault, validationContext.MemberName is { } member ? [member] : null)
            : ValidationResult.Success;
}
