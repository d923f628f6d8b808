using System.Text.RegularExpressions;

namespace QLab.ServiceDefaults.Problems;

/// <summary>
/// The framework's words for what its attributes refuse name members as the code spells them; these leave the name to the pointer
/// beside them.
/// </summary>
public static partial class AnnotationMessages
{
    /// <summary>A message of a data annotation in plain words; any other message as it is.</summary>
    /// <param name="message">For example <c>The field Limit must be between 1 and 200.</c></param>
    public static string Of(string message)
    {
        if (!message.StartsWith("The ", StringComparison.Ordinal)) return message;
        return Required().IsMatch(message) ? "This is needed."
            : Range().Match(message) is { Success: true } range ? $"This has to be from {range.Groups[1].Value} to {range.Groups[2].Value}."
            : BothLengths().Match(message) is { Success: true } both ? $"This has to have {both.Groups[1].Value} to {both.Groups[2].Value} characters."
            : Longest().Match(message) is { Success: true } longest ? $"This may have at most {longest.Groups[1].Value} characters."
            : Most().Match(message) is { Success: true } most ? $"At most {most.Groups[1].Value} are taken here."
            : Fewest().Match(message) is { Success: true } fewest ? $"At least {fewest.Groups[1].Value} is needed here."
            : Address().IsMatch(message) ? "This is no e-mail address."
            : Invalid().IsMatch(message) ? "This is not valid."
            : message;
    }

    [GeneratedRegex(@"^The \S+ field is required\.$")]
    private static partial Regex Required();

    [GeneratedRegex(@"^The field \S+ must be between (\S+) and (\S+)\.$")]
    private static partial Regex Range();

    [GeneratedRegex(@"^The field \S+ must be a string with a minimum length of (\d+) and a maximum length of (\d+)\.$")]
    private static partial Regex BothLengths();

    [GeneratedRegex(@"^The field \S+ must be a string with a maximum length of (\d+)\.$")]
    private static partial Regex Longest();

    [GeneratedRegex(@"^The field \S+ must be a string or array type with a maximum length of '(\d+)'\.$")]
    private static partial Regex Most();

    [GeneratedRegex(@"^The field \S+ must be a string or array type with a minimum length of '(\d+)'\.$")]
    private static partial Regex Fewest();

    [GeneratedRegex(@"^The \S+ field is not a valid e-mail address\.$")]
    private static partial Regex Address();

    [GeneratedRegex(@"^The field \S+ is invalid\.$")]
    private static partial Regex Invalid();
}
