using System.ComponentModel.DataAnnotations;
using System.Xml;

namespace QLab.Coding;

/// <summary>
/// A text that XML can say as well, so that every memo can be exported: no control characters but line breaks and tabs, no halves of
/// characters.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SayableAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext context) =>
        value is not string text || Is(text) ? ValidationResult.Success : new("A text has no control characters.");

    public static bool Is(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i)) i++;
            else if (!XmlConvert.IsXmlChar(text[i])) return false;
        }
        return true;
    }
}
