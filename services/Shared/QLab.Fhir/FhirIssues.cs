using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace QLab.Fhir;

/// <summary>One thing that is wrong with a resource, or that somebody should know of it.</summary>
/// <param name="Pointer">Where, as a JSON Pointer into the resource.</param>
/// <param name="Severity">error, warning or information.</param>
/// <param name="Code">From the value set issue-type.</param>
/// <param name="Text">What is wrong and what to do, or what happens.</param>
public sealed record FhirIssue(string Pointer, string Severity, string Code, string Text)
{
    public bool IsError => Severity == "error";
}

/// <summary>What the reader of an import learns of one place.</summary>
/// <param name="Path">The place, as FHIRPath.</param>
/// <param name="Severity">warning where something works differently here, information otherwise.</param>
/// <param name="What">What happens.</param>
public sealed record FhirNote(string Path, string Severity, string What);

/// <summary>Everything found in one resource, in the order in which it was found.</summary>
public sealed partial class FhirIssues(string resourceType)
{
    readonly List<FhirIssue> found = [];

    public IReadOnlyList<FhirIssue> All => found;

    public bool HasErrors => found.Exists(issue => issue.IsError);

    public void Error(string pointer, string code, string text) => found.Add(new(pointer, "error", code, text));

    public void Warn(string pointer, string text) => found.Add(new(pointer, "warning", "informational", text));

    public void Tell(string pointer, string text) => found.Add(new(pointer, "information", "informational", text));

    public IReadOnlyList<FhirNote> Notes() =>
        [.. found.Where(issue => !issue.IsError).Select(issue => new FhirNote(Expression(issue.Pointer), issue.Severity, issue.Text))];

    /// <summary>By JSON Pointer, as problems list them.</summary>
    public Dictionary<string, string[]> Errors() =>
        found.Where(issue => issue.IsError)
            .GroupBy(issue => issue.Pointer)
            .ToDictionary(at => at.Key, at => at.Select(issue => issue.Text).Distinct().ToArray());

    public JsonObject Outcome() => new()
    {
        ["resourceType"] = "OperationOutcome",
        ["issue"] = new JsonArray([.. found.Select(Outcome)]),
    };

    JsonNode Outcome(FhirIssue issue) => new JsonObject
    {
        ["severity"] = issue.Severity, ["code"] = issue.Code, ["diagnostics"] = issue.Text,
        ["expression"] = new JsonArray(Expression(issue.Pointer)),
    };

    /// <summary><c>/item/0/_text</c> becomes <c>Questionnaire.item[0].text</c>, and <c>valueCoding</c> becomes <c>value</c>.</summary>
    public string Expression(string pointer)
    {
        var expression = resourceType;
        foreach (var part in pointer.Split('/', StringSplitOptions.RemoveEmptyEntries))
            expression += part.All(char.IsAsciiDigit) ? $"[{part}]" : $".{Choice().Replace(part.TrimStart('_'), "$1")}";
        return expression;
    }

    [GeneratedRegex("^(value|answer)[A-Z][A-Za-z0-9]*(?<!ValueSet|Option)$")]
    private static partial Regex Choice();
}
