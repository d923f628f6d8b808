using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QLab.ServiceDefaults.Http;

namespace QLab.ServiceDefaults.Problems;

/// <summary>
/// A parameter that is missing or cannot be read. The framework speaks of its own types: <c>Failed to bind parameter
/// "Nullable&lt;int&gt; limit" from "abc".</c>
/// </summary>
static partial class UnboundParameter
{
    /// <summary>The same in plain words; null when the message is about something else.</summary>
    public static ProblemDetails? Problem(string message, Endpoint? endpoint)
    {
        if (Unreadable().Match(message) is { Success: true } unreadable)
            return Problem(unreadable, endpoint, (name, words) => (
                $"The parameter '{name}' cannot be read from '{unreadable.Groups["value"].Value}'.", $"Give {words ?? "something else"} here."));
        if (Missing().Match(message) is { Success: true } missing)
            return Problem(missing, endpoint, (name, words) => (
                $"The parameter '{name}' is needed.", words is null ? "This is needed." : $"This is needed: give {words}."));
        return null;
    }

    static ProblemDetails Problem(Match match, Endpoint? endpoint, Func<string, string?, (string Detail, string Words)> say)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(match.Groups["name"].Value);
        var type = endpoint?.Metadata.GetMetadata<QueryParameters>()?.TypeOf(name);
        var (detail, words) = say(name, type is null ? null : TypeDescriptions.Of(type));
        return new HttpValidationProblemDetails(new Dictionary<string, string[]> { [JsonPointer.To(name)] = [words] })
        {
            Status = 400, Detail = detail,
        };
    }

    [GeneratedRegex("^Failed to bind parameter \"[^\"]*?(?<name>[A-Za-z0-9_]+)\" from \"(?<value>.*)\"\\.$", RegexOptions.Singleline)]
    private static partial Regex Unreadable();

    [GeneratedRegex("^Required parameter \"[^\"]*?(?<name>[A-Za-z0-9_]+)\" was not provided from ((route or )?query string|form( file)?)\\.$")]
    private static partial Regex Missing();
}
