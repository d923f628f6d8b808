using System.ComponentModel.DataAnnotations;

namespace QLab.ServiceDefaults.Text;

/// <summary>
/// A text of one line, such as a name, a title or a label (or of several lines, where <see cref="Lines"/> says so): in any script, kept
/// exactly as it was sent, not blank, and nothing in it that is invisible and reorders or hides.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextAttribute : StringLengthAttribute
{
    /// <summary>The rule for a text of so many characters.</summary>
    /// <param name="most">The most characters.</param>
    public TextAttribute(int most) : base(most) => MinimumLength = 1;

    /// <summary>Whether it may have more than one line.</summary>
    public bool Lines { get; init; }

    /// <inheritdoc />
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is string text && PlainText.Fault(text, MaximumLength, Lines) is { } fault
            ? new(fault, validationContext.MemberName is { } member ? [member] : null)
            : ValidationResult.Success;
}

/// <summary>A list of texts of one or more lines, each as <see cref="TextAttribute"/> has them.</summary>
/// <param name="most">The most texts.</param>
/// <param name="length">The most characters of each.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextsAttribute(int most, int length) : ValidationAttribute
{
    /// <inheritdoc />
    public override bool IsValid(object? value) =>
        value is not string?[] texts
        || texts.Length <= most && texts.All(text => text is not null && PlainText.Fault(text, length, lines: true) is null);

    /// <inheritdoc />
    public override string FormatErrorMessage(string name) =>
        $"At most {most} texts, each of 1 to {length} characters, none blank and none with control characters.";
}
