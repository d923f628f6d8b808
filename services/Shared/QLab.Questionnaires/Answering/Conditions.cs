using System.Text.Json;
using QLab.Questionnaires;

namespace QLab.Questionnaires.Answering;

/// <summary>Whether conditions hold, given the answers so far of questions that were shown.</summary>
public static class Conditions
{
    public static bool Hold(Condition? condition, IReadOnlyDictionary<string, JsonElement> answers) => condition switch
    {
        null => true,
        { All: { } all } => all.All(part => Hold(part, answers)),
        { Any: { } any } => any.Any(part => Hold(part, answers)),
        _ => Meets(condition, [.. Given(condition, answers)]),
    };

    static bool Meets(Condition condition, JsonElement[] given) => condition.Operator switch
    {
        Operator.Answered => given.Length > 0,
        Operator.NotAnswered => given.Length == 0,
        Operator.Is => given.Any(one => Compare(one, condition.Value) == 0),
        Operator.IsNot => given.Length > 0 && given.All(one => Compare(one, condition.Value) != 0),
        Operator.Above => given.Any(one => Compare(one, condition.Value) > 0),
        Operator.AtLeast => given.Any(one => Compare(one, condition.Value) >= 0),
        Operator.Below => given.Any(one => Compare(one, condition.Value) < 0),
        Operator.AtMost => given.Any(one => Compare(one, condition.Value) <= 0),
        _ => false,
    };

    static IEnumerable<JsonElement> Given(Condition condition, IReadOnlyDictionary<string, JsonElement> answers)
    {
        if (!answers.TryGetValue(condition.Question!, out var answer)) return [];
        if (condition.Row is { } row)
            return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(row, out var cell) ? [cell] : [];
        return answer.ValueKind == JsonValueKind.Array ? answer.EnumerateArray() : [answer];
    }

    /// <returns>Below, at or above zero as the answer is before, at or after the value; null when they cannot be compared.</returns>
    static int? Compare(JsonElement answer, JsonElement? with)
    {
        if (with is not { } value) return null;
        if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("value", out var amount)) answer = amount;
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("value", out var limit)) value = limit;
        return (answer.ValueKind, value.ValueKind) switch
        {
            (JsonValueKind.Number, JsonValueKind.Number) => answer.GetDecimal().CompareTo(value.GetDecimal()),
            (JsonValueKind.String, JsonValueKind.String) => Moments.Compare(answer.GetString()!, value.GetString()!),
            (JsonValueKind.True or JsonValueKind.False, JsonValueKind.True or JsonValueKind.False) =>
                answer.GetBoolean().CompareTo(value.GetBoolean()),
            _ => null,
        };
    }
}
