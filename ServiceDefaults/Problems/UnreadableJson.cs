using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace QLab.ServiceDefaults.Problems;

/// <summary>JSON that is malformed or does not fit, in plain words: the framework's name types of the code.</summary>
static partial class UnreadableJson
{
    public const string Needed = "This is needed.";
    public const string NoSuchField = "There is no such field here; check its spelling.";
    public const string StandsTwice = "This field stands here twice: say it once.";

    public static async Task<ProblemDetails> ProblemAsync(JsonException json, HttpContext http, Endpoint? endpoint)
    {
        var body = endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
        var faults = body is null ? [] : await BodyFaults.FindAsync(http, body);
        return new HttpValidationProblemDetails(faults.Count > 0 ? faults : Errors(json))
        {
            Status = 400,
            Detail = "The JSON could not be read; errors says where.",
        };
    }

    static Dictionary<string, string[]> Errors(JsonException json)
    {
        var where = JsonPointer.FromJsonPath(json.Path ?? "$");
        return Missing().Match(json.Message) is { Success: true } missing
            ? Quoted().Matches(missing.Value).ToDictionary(name => where + JsonPointer.To(name.Groups[1].Value), _ => new[] { Needed })
            : new() { [where] = [Reason(json)] };
    }

    /// <summary>What is wrong with a value that was read by itself.</summary>
    public static string Reason(JsonException json, Type type) =>
        json.Path is null or "$" && json.Message.Contains(" Path: ", StringComparison.Ordinal) && !Duplicate().IsMatch(json.Message)
            ? $"Give {TypeDescriptions.Of(type)} here." : Reason(json);

    static string Reason(JsonException json) => json.Message switch
    {
        var message when message.StartsWith("The JSON property", StringComparison.Ordinal) => NoSuchField,
        var message when message.StartsWith("Duplicate propert", StringComparison.Ordinal) => Twice(json),
        var message when Misfit().Match(message) is { Success: true } misfit && TypeDescriptions.Of(misfit.Groups[1].Value, (json.Path ?? "").Split('.')[^1]) is { } words => $"Give {words} here.",
        // Our converters say what they need; only the framework's own messages go on with a path.
        var message when !message.Contains(" Path: ", StringComparison.Ordinal) => message,
        _ when json.LineNumber is { } line => $"This is not what is expected here (line {line + 1}, byte {json.BytePositionInLine + 1}).",
        _ => "This is not what is expected here.",
    };

    /// <remarks>The path leads to the field, or only to the value that it stands in where that is kept as it is.</remarks>
    static string Twice(JsonException json) =>
        Duplicate().Match(json.Message) is { Success: true } kept
            ? $"The field '{kept.Groups[1].Value}' stands here twice: say it once." : StandsTwice;

    [GeneratedRegex("missing required properties.*?: (?<names>'.*')")]
    private static partial Regex Missing();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();

    [GeneratedRegex("^The JSON value could not be converted to (.+)\\. Path: ")]
    private static partial Regex Misfit();

    [GeneratedRegex("^Duplicate property '(.*)' encountered during deserialization\\.$", RegexOptions.Singleline)]
    private static partial Regex Duplicate();
}
