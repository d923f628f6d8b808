using System.Text.Json.Nodes;
using QLab.Questionnaires;

namespace QLab.Fhir;

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
