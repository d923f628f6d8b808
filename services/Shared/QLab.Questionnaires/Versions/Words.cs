using System.Globalization;
using System.Text.Json;

namespace QLab.Questionnaires.Versions;

/// <summary>How values and conditions are written in sentences.</summary>
static class Words
{
    public static string Of(decimal? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "none";

    public static string Of(object? value) => value switch
    {
        null => "none",
        decimal number => Of((decimal?)number),
        true => "yes",
        false => "no",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>A text in each of its languages, to be compared; in one, to be read.</summary>
    public static string Key(LocalText? text) => text is null ? "" : JsonSerializer.Serialize(text, DefinitionJson.Options);

    public static string Quoted(LocalText? text, Definition definition)
    {
        const int longest = 120;
        var words = text?.In(definition.Languages[0], definition.Languages) ?? "";
        return $"“{(words.Length > longest ? $"{words[..longest].TrimEnd()}…" : words)}”";
    }

    public static string Of(Condition? condition) => condition switch
    {
        null => "always",
        { All: { } all } => Joined(all, " and "),
        { Any: { } any } => Joined(any, " or "),
        _ => $"{condition.Question}{(condition.Row is { } row ? $", row {row}," : "")} {Of(condition.Operator)}{(condition.Value is { } value ? $" {value.GetRawText()}" : "")}",
    };

    static string Joined(IReadOnlyList<Condition> parts, string with) =>
        string.Join(with, parts.Select(part => part.Question is null ? $"({Of(part)})" : Of(part)));

    static string Of(Operator? how) => how switch
    {
        Operator.Answered => "is answered",
        Operator.NotAnswered => "is not answered",
        Operator.Is => "is",
        Operator.IsNot => "is not",
        Operator.Above => "is above",
        Operator.AtLeast => "is at least",
        Operator.Below => "is below",
        Operator.AtMost => "is at most",
        _ => "",
    };
}
