using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace QLab.Fhir;

/// <summary>
/// The constraints that the standard lays on a Questionnaire (FHIR R4 §12.1.5, que-1 to que-13) and its bindings to codes.
/// </summary>
static partial class FhirItemRules
{
    static readonly string[] Types =
    [
        "group", "display", "question", "boolean", "decimal", "integer", "date", "dateTime", "time", "string", "text", "url",
        "choice", "open-choice", "attachment", "reference", "quantity",
    ];

    static readonly string[] Optioned = ["choice", "open-choice", "decimal", "integer", "date", "dateTime", "time", "string", "quantity"];

    static readonly string[] Measured = ["boolean", "decimal", "integer", "string", "text", "url", "open-choice"];

    static readonly string[] Operators = ["exists", "=", "!=", ">", "<", ">=", "<="];

    public static void Check(JsonObject questionnaire, FhirIssues issues)
    {
        if (questionnaire.ContainsKey("status") && questionnaire.Text("status") is not ("draft" or "active" or "retired" or "unknown"))
            issues.Error("/status", "code-invalid", "The status is draft, active, retired or unknown.");
        if (questionnaire.Text("name") is { } name && !ComputerName().IsMatch(name))
            issues.Warn("/name", "The standard wishes a name that begins with a capital and has letters, digits and underscores only (que-0); it is kept.");
        if (!questionnaire.ContainsKey("item")) issues.Error("/item", "required", "A questionnaire without items cannot be answered.");

        var seen = new HashSet<string>();
        Check(questionnaire, "", seen, issues);
        CheckTargets(questionnaire, "", seen, issues);
    }

    static void Check(JsonObject parent, string at, HashSet<string> seen, FhirIssues issues)
    {
        foreach (var (i, item) in parent.Objects("item").Index())
        {
            CheckItem(item, $"{at}/item/{i}", seen, issues);
            Check(item, $"{at}/item/{i}", seen, issues);
        }
    }

    static void CheckItem(JsonObject item, string at, HashSet<string> seen, FhirIssues issues)
    {
        var type = item.Text("type");
        if (item.Text("linkId") is { } link && !seen.Add(link))
            issues.Error($"{at}/linkId", "duplicate", "Another item has this linkId (que-2).");
        if (type is not null && !Types.Contains(type))
            issues.Error($"{at}/type", "code-invalid", $"A type is one of: {string.Join(", ", Types)}.");
        var conditions = item.Objects("enableWhen").ToList();

        Refuse("item", type == "group" && !item.ContainsKey("item"), "A group holds items (que-1).");
        Refuse("item", type == "display" && item.ContainsKey("item"), "A display holds no items (que-1).");
        Refuse("code", type == "display" && item.ContainsKey("code"), "A display has no code (que-3).");
        Refuse("answerOption", item.ContainsKey("answerOption") && item.ContainsKey("answerValueSet"), "Either answerOption or answerValueSet, not both (que-4).");
        Refuse("answerOption", item.ContainsKey("answerOption") && type is not null && !Optioned.Contains(type), $"A {type} has no answer options (que-5).");
        Refuse("answerValueSet", item.ContainsKey("answerValueSet") && type is not null && !Optioned.Contains(type), $"A {type} has no answer options (que-5).");
        Refuse("required", type == "display" && item.ContainsKey("required"), "A display is never required (que-6).");
        Refuse("repeats", type == "display" && item.ContainsKey("repeats"), "A display never repeats (que-6).");
        Refuse("initial", type is "group" or "display" && item.ContainsKey("initial"), $"A {type} has no initial value (que-8).");
        Refuse("readOnly", type == "display" && item.ContainsKey("readOnly"), "A display is never readOnly (que-9).");
        Refuse("maxLength", item.ContainsKey("maxLength") && type is not null && !Measured.Contains(type), $"A {type} has no maxLength (que-10).");
        Refuse("initial", item.ContainsKey("answerOption") && item.ContainsKey("initial"), "With answer options, initialSelected says what is chosen first (que-11).");
        Refuse("enableBehavior", conditions.Count > 1 && !item.ContainsKey("enableBehavior"), "With several conditions enableBehavior is needed: all or any (que-12).");
        Refuse("enableBehavior", item.ContainsKey("enableBehavior") && item.Text("enableBehavior") is not ("all" or "any"), "enableBehavior is all or any.");
        Refuse("initial", item.Objects("initial").Skip(1).Any() && !item.Says("repeats"), "Only an item that repeats has several initial values (que-13).");
        foreach (var (i, condition) in conditions.Index())
        {
            Refuse($"enableWhen/{i}/operator", condition.Text("operator") is { } said && !Operators.Contains(said), $"An operator is one of: {string.Join(" ", Operators)}.");
            Refuse($"enableWhen/{i}/answer", condition.Text("operator") == "exists" && !condition.ContainsKey("answerBoolean"), "With exists the answer is a boolean (que-7).");
        }

        void Refuse(string where, bool isWrong, string why)
        {
            if (isWrong) issues.Error($"{at}/{where}", "invariant", why);
        }
    }

    static void CheckTargets(JsonObject parent, string at, HashSet<string> known, FhirIssues issues)
    {
        foreach (var (i, item) in parent.Objects("item").Index())
        {
            foreach (var (c, condition) in item.Objects("enableWhen").Index())
                if (condition.Text("question") is { } question && !known.Contains(question))
                    issues.Error($"{at}/item/{i}/enableWhen/{c}/question", "not-found", "No item has this linkId.");
            CheckTargets(item, $"{at}/item/{i}", known, issues);
        }
    }

    [GeneratedRegex("^[A-Z][A-Za-z0-9_]{0,254}$")]
    private static partial Regex ComputerName();
}
