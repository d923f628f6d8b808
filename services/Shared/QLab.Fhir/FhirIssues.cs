using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using QLab.Questionnaires;

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

/// <summary>What somebody who brings a questionnaire has to know: where it works differently here, and what is only kept.</summary>
static class FhirNotes
{
    static readonly Dictionary<string, string> OfExtensions = new()
    {
        [FhirNames.ItemControl] = "How an item is shown is kept; here it is shown in the platform's own way.",
        [FhirNames.EntryFormat] = "The hint how to write an answer is kept and not shown here.",
        [FhirNames.MaxDecimalPlaces] = "How many decimals an answer may have is kept and not checked here.",
        [FhirNames.Hidden] = "A hidden item that is no string is shown here.",
    };

    static readonly string[] Understood =
    [
        FhirNames.Unit, FhirNames.UnitOption, FhirNames.MinValue, FhirNames.MaxValue, FhirNames.MinLength, FhirNames.Regex, FhirNames.MinOccurs, FhirNames.MaxOccurs, FhirNames.OwnQuestion,
    ];

    public static void Of(Question question, JsonObject item, string at, JsonObject carried, FhirIssues issues)
    {
        var type = item.Text("type")!;
        if (item.Text("linkId") != question.Id)
            issues.Tell($"{at}/linkId", $"The question's id here is {question.Id}; the linkId goes out again.");
        if (type == "group" && item.Says("repeats")) issues.Warn($"{at}/repeats", "The questions of this group are asked once here.");
        if (type == "group" && item.Says("required") && question.Type == QuestionType.Section)
            issues.Warn($"{at}/required", "A group is not required here; its questions may be.");
        if (item.Says("readOnly") && question.Type != QuestionType.Score) issues.Warn($"{at}/readOnly", "People can answer this here.");
        if (type == "question") issues.Warn($"{at}/type", "The abstract type question is answered with a short text here.");
        if (type is "choice" or "open-choice" && question.Options.Count == 0)
            issues.Warn($"{at}/{(item.ContainsKey("answerValueSet") ? "answerValueSet" : "type")}", "The codes to choose from are not in the resource: people answer in their own words here.");
        if (item.ContainsKey("initial") && question.Initial is null)
            issues.Warn($"{at}/initial", "These initial values are kept and not used here.");
        if (item.ContainsKey("modifierExtension"))
            issues.Warn($"{at}/modifierExtension", "This may change what the item means; it is kept and not understood here.");
        if (carried.ContainsKey(FhirQuestionnaireReader.Under))
            issues.Tell(at, "What stands under a question follows it here, and is asked once, when that one is answered.");
        foreach (var (i, extension) in item.Extensions().Index()) OfExtension(question, extension, $"{at}/extension/{i}", issues);

        string[] kept = [.. carried.Where(member => !member.Key.StartsWith('@') && member.Key is not ("extension" or "modifierExtension") && IsKept(member.Value)).Select(member => member.Key)];
        if (kept.Length > 0) issues.Tell(at, $"Kept as it came and used for nothing here: {string.Join(", ", kept)}.");
    }

    static void OfExtension(Question question, JsonObject extension, string at, FhirIssues issues)
    {
        var url = extension.Text("url") ?? "";
        if (Understood.Contains(url) || (url == FhirNames.Hidden && question.Type == QuestionType.Hidden)) return;
        if (url == FhirNames.MaxDecimalPlaces && question.Whole) return;
        if (OfExtensions.TryGetValue(url, out var what)) issues.Warn(at, what);
        else issues.Tell(at, "This extension is kept as it came and used for nothing here.");
    }

    static bool IsKept(JsonNode? carried) =>
        carried is not JsonObject one || !one.Any(member => member.Key.StartsWith('@'));
}
