using System.Text.Json;
using System.Text.Json.Nodes;
using QLab.Questionnaires;

namespace QLab.Fhir;

/// <summary>
/// Conditions in both worlds: theirs is one list under all or any. Their <c>!=</c> holds without an answer too (code system
/// questionnaire-enable-operator), ours is not does not, so that the one is our "is not, or is not answered".
/// </summary>
static class FhirConditions
{
    static readonly Dictionary<string, Operator> Operators = new()
    {
        ["="] = Operator.Is, ["!="] = Operator.IsNot, [">"] = Operator.Above, [">="] = Operator.AtLeast, ["<"] = Operator.Below,
        ["<="] = Operator.AtMost,
    };

    public static Condition Answered(string question) => new() { Question = question, Operator = Operator.Answered };

    /// <param name="item">The item whose conditions they are.</param>
    /// <param name="targets">By linkId.</param>
    /// <param name="refuse">Called with the number of a condition whose answer is none of the question's.</param>
    public static Condition? Read(JsonObject item, IReadOnlyDictionary<string, FhirTarget> targets, Action<int> refuse)
    {
        var parts = item.Objects("enableWhen").Select((when, i) => One(when, targets, () => refuse(i))).OfType<Condition>().ToList();
        return parts.Count switch
        {
            0 => null,
            1 => parts[0],
            _ => item.Text("enableBehavior") == "any" ? new() { Any = parts } : new() { All = parts },
        };
    }

    /// <returns>False when FHIR has no words for it.</returns>
    public static bool Write(JsonObject item, Condition condition, Func<Condition, (string Link, FhirTarget Target)?> find)
    {
        var parts = condition switch
        {
            { All: { } all } => all.SelectMany(part => Parts(part, find)),
            { Any: { } any } when Different(condition) is null => any.Select(part => Single(part, find)),
            _ => Parts(condition, find),
        };
        var written = parts.ToList();
        if (written.Count == 0 || written.Contains(null)) return false;
        item["enableWhen"] = new JsonArray([.. written]);
        if (written.Count > 1) item["enableBehavior"] = condition.Any is not null && Different(condition) is null ? "any" : "all";
        return true;
    }

    static Condition? One(JsonObject when, IReadOnlyDictionary<string, FhirTarget> targets, Action refuse)
    {
        if (!targets.TryGetValue(when.Text("question")!, out var target)) return null;
        var about = new Condition { Question = target.Question.Id, Row = target.Row };
        if (when.Text("operator") == "exists")
            return about with { Operator = when.Says("answerBoolean") ? Operator.Answered : Operator.NotAnswered };

        var (type, answer) = when.Choice("answer")!.Value;
        if (FhirValue.Read(target, type == "String" && target.Type == "url" ? "Uri" : type, answer) is not { } value)
        {
            refuse();
            return null;
        }
        var compared = about with { Operator = Operators[when.Text("operator")!], Value = (value is JsonObject other ? other["other"] ?? value : value).ToElement() };
        return compared.Operator == Operator.IsNot ? new() { Any = [compared, about with { Operator = Operator.NotAnswered }] } : compared;
    }

    /// <summary>Ours is not means that there is an answer: in a list under all that is one condition more.</summary>
    static IEnumerable<JsonNode?> Parts(Condition condition, Func<Condition, (string, FhirTarget)?> find) =>
        condition.Operator == Operator.IsNot
            ? [Single(condition with { Operator = Operator.Answered, Value = null }, find), Compared(condition, find)]
            : [Single(condition, find)];

    static JsonNode? Single(Condition condition, Func<Condition, (string Link, FhirTarget Target)?> find)
    {
        if (Different(condition) is { } different) return Compared(different, find);
        if (condition.All is not null
            || condition.Any is not null
            || condition.Operator == Operator.IsNot
            || find(condition) is not { } found) return null;
        return condition.Operator is Operator.Answered or Operator.NotAnswered
            ? new JsonObject
            {
                ["question"] = found.Link, ["operator"] = "exists", ["answerBoolean"] = condition.Operator == Operator.Answered,
            }
            : Compared(condition, find);
    }

    static JsonNode? Compared(Condition condition, Func<Condition, (string Link, FhirTarget Target)?> find)
    {
        if (find(condition) is not { } found || condition.Value is not { } value) return null;
        if (Operators.FirstOrDefault(o => o.Value == condition.Operator).Key is not { } symbol
            || FhirValue.Write(found.Target, value) is not { } answer) return null;
        var type = answer.Type == "Uri" ? "String" : answer.Type;
        // A code says which option is meant; its wording may change without the condition.
        if (type == "Coding" && answer.Value is JsonObject coding && coding.ContainsKey("code")) coding.Remove("display");
        return type == "Attachment"
            ? null
            : new JsonObject { ["question"] = found.Link, ["operator"] = symbol, [$"answer{type}"] = answer.Value };
    }

    /// <returns>The comparison, when this is "is not, or is not answered" of one question.</returns>
    static Condition? Different(Condition condition) =>
        condition.Any is [{ Operator: Operator.IsNot, Question: { } about } isNot, { Operator: Operator.NotAnswered } open] && open.Question == about && open.Row == isNot.Row ? isNot : null;
}
