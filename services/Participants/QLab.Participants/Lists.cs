using System.Collections;
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

/// <summary>A list without gaps: JSON can put null where the reader expects a thing.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class ItemsAttribute(int most) : ValidationAttribute
{
    public int Least { get; init; }

    public override bool IsValid(object? value) =>
        value is not ICollection items || items.Count >= Least && items.Count <= most && !items.Cast<object?>().Contains(null);

    public override string FormatErrorMessage(string name) => $"{Least} to {most} items, none of them null.";
}
