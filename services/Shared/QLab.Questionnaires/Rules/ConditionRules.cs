using System.Text.Json;
using QLab.Questionnaires.Answering;

namespace QLab.Questionnaires.Rules;

/// <summary>Conditions: their shape, and whether each asks something that an earlier question can answer.</summary>
sealed class ConditionRules(Outline outline, Faults faults)
{
    const int Deepest = 8;
    readonly Cycles cycles = new(outline);

    public void Validate()
    {
        foreach (var place in outline.Places)
            if (place.Question.ShownWhen is { } condition) Validate(condition, $"{place.Pointer}/shownWhen", place);
    }

    /// <param name="condition">The condition.</param>
    /// <param name="pointer">Where it stands.</param>
    /// <param name="asker">The question that it is about; none for a condition about whole responses.</param>
    /// <param name="depth">How deep it is.</param>
    public void Validate(Condition condition, string pointer, Place? asker, int depth = 1)
    {
        var said = new object?[] { condition.All, condition.Any, condition.Question }.Count(part => part is not null);
        if (said != 1)
        {
            faults.Add(pointer, "A condition is exactly one of these: all, any, or question with its operator.");
            return;
        }
        if (condition.Question is not null)
        {
            LookAtLeaf(condition, pointer, asker);
            return;
        }
        faults.AddIf(condition.Row is not null || condition.Operator is not null || condition.Value is not null, pointer, "row, operator and value go with question, not with all or any.");
        var (parts, name) = condition.All is { } all ? (all, "all") : (condition.Any!, "any");
        faults.AddIf(parts.Count == 0, $"{pointer}/{name}", "Give at least one condition here.");
        if (depth == Deepest) faults.Add(pointer, $"Conditions nest {Deepest} deep at most: say it with fewer brackets.");
        else for (var i = 0; i < parts.Count; i++) Validate(parts[i], $"{pointer}/{name}/{i}", asker, depth + 1);
    }

    void LookAtLeaf(Condition condition, string pointer, Place? asker)
    {
        if (outline.Find(condition.Question) is not { } target)
        {
            faults.Add($"{pointer}/question", "There is no question with this id.");
            return;
        }
        if (asker is not null && target.Order >= asker.Order) faults.Add($"{pointer}/question", cycles.Later(asker, target));
        if (!target.Question.HoldsSomething())
        {
            faults.Add($"{pointer}/question", $"{target.Id} is a {TypeTraits.Name(target.Question.Type)}, which has no answer: ask about a question.");
            return;
        }
        LookAtRow(condition, pointer, target.Question);
        LookAtValue(condition, pointer, target.Question);
    }

    void LookAtRow(Condition condition, string pointer, Question target)
    {
        if (target.Type != QuestionType.Matrix)
            faults.AddIf(condition.Row is not null, $"{pointer}/row", $"{target.Id} is no matrix: leave row out.");
        else if (condition.Row is { } row)
            faults.AddIf(target.Rows.All(r => r.Value != row), $"{pointer}/row", $"{target.Id} has no such row; its rows are: {string.Join(", ", target.Rows.Take(20).Select(r => r.Value))}.");
        else
            faults.AddIf(condition.Operator is Operator.Is or Operator.IsNot, $"{pointer}/row", $"{target.Id} is a matrix: say which row.");
    }

    void LookAtValue(Condition condition, string pointer, Question target)
    {
        switch (condition.Operator)
        {
            case null:
                faults.Add($"{pointer}/operator", "Say how to compare: answered, notAnswered, is, isNot, above, atLeast, below or atMost.");
                break;
            case Operator.Answered or Operator.NotAnswered:
                faults.AddIf(
                    condition.Value is not null, $"{pointer}/value", "answered and notAnswered compare with nothing: leave value out.");
                break;
            case Operator.Is or Operator.IsNot when !target.Can(Takes.Same):
                faults.Add(
                    $"{pointer}/operator", $"A {TypeTraits.Name(target.Type)} is answered or notAnswered, and compared with nothing.");
                break;
            case not (Operator.Is or Operator.IsNot) when !target.Can(Takes.Order):
                faults.Add($"{pointer}/operator", $"A {TypeTraits.Name(target.Type)} has no more and less; these have: {TypeTraits.Those(Takes.Order)}.");
                break;
            default:
                if (ValueFault(target, condition) is { } fault) faults.Add($"{pointer}/value", fault);
                break;
        }
    }

    static string? ValueFault(Question target, Condition condition)
    {
        if (condition.Value is not { } value) return "Say what the answer is compared with.";
        if (Readable.Fault(value) is { } unreadable) return unreadable;
        var one = Comparable(target, value);
        if (condition.Operator is not (Operator.Is or Operator.IsNot))
            one = one with { Min = null, Max = null, Whole = false, From = null, Until = null };
        return AnswerRules.Fault(one, value) is { } fault ? $"This is no answer to {target.Id}. {fault}" : null;
    }

    /// <summary>The question that one value answers, where the real one takes several, rows, or nothing from people.</summary>
    static Question Comparable(Question target, JsonElement value)
    {
        var one = target with { Repeats = false, Required = false, Other = false, MinChoices = null, MaxChoices = null };
        if (one.Pattern is { } pattern && TypeRules.PatternFault(pattern) is not null) one = one with { Pattern = null };
        return one.Type switch
        {
            QuestionType.MultipleChoice or QuestionType.Ranking or QuestionType.Matrix => one with { Type = QuestionType.SingleChoice },
            QuestionType.Score => one with { Type = QuestionType.Number },
            QuestionType.Quantity when value.ValueKind == JsonValueKind.Number => one with { Type = QuestionType.Number },
            QuestionType.Rating when one.Min is null && one.Max is null => one with { Min = 1, Max = 5 },
            _ => one,
        };
    }
}
