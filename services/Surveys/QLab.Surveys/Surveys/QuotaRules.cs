using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using QLab.Surveys.Answering;
using QLab.Surveys.Questionnaires;

namespace QLab.Surveys.Surveys;

/// <param name="Name">What it is called, such as "carers".</param>
/// <param name="Limit">How many responses it takes; one that would be more is refused.</param>
public sealed record QuotaRequest(
    [property: Required, StringLength(80), RegularExpression(@"^[^\p{Cc}]*$", ErrorMessage = "A name has no control characters.")] string Name,
    [property: Range(1, 10_000_000)] int Limit)
{
    /// <summary>Which responses count, by their answers; all of them when absent.</summary>
    public Condition? When { get; init; }

    internal Quota For(Guid surveyId) => new()
    {
        SurveyId = surveyId, Name = Name, Limit = Limit, When = When is null ? null : JsonSerializer.Serialize(When, DefinitionJson.Options),
    };
}

/// <summary>Whether quotas can be counted: every fault by JSON Pointer.</summary>
static class QuotaRules
{
    const int Deepest = 8;

    public static void Check(IReadOnlyList<QuotaRequest> quotas, Definition definition, Dictionary<string, string[]> faults)
    {
        var questions = definition.InPageOrder().DistinctBy(q => q.Id).ToDictionary(q => q.Id);
        var names = new HashSet<string>();
        for (var i = 0; i < quotas.Count; i++)
        {
            if (!names.Add(quotas[i].Name)) faults[$"/quotas/{i}/name"] = ["Another quota has this name."];
            if (quotas[i].When is { } when) Check(when, $"/quotas/{i}/when", questions, faults, 1);
        }
    }

    static void Check(Condition condition, string at, Dictionary<string, Question> questions, Dictionary<string, string[]> faults, int depth)
    {
        var group = condition.All ?? condition.Any;
        var kinds = new object?[] { condition.All, condition.Any, condition.Question }.Count(kind => kind is not null);
        if (kinds != 1) faults[at] = ["Say one of all, any and question."];
        else if (group is { Count: 0 }) faults[at] = ["A group holds at least one condition."];
        else if (depth > Deepest) faults[at] = [$"Conditions nest at most {Deepest} deep."];
        else if (group is null) CheckOne(condition, at, questions, faults);
        else for (var i = 0; i < group.Count; i++) Check(group[i], $"{at}/{(condition.All is null ? "any" : "all")}/{i}", questions, faults, depth + 1);
    }

    static void CheckOne(Condition condition, string at, Dictionary<string, Question> questions, Dictionary<string, string[]> faults)
    {
        if (!questions.TryGetValue(condition.Question!, out var question) || question.Type is QuestionType.Section or QuestionType.Display)
            faults[$"{at}/question"] = ["No question of the questionnaire has this id."];
        else if (condition.Row is { } row && question.Rows.All(r => r.Value != row)) faults[$"{at}/row"] = ["The question has no such row."];
        else if (condition.Row is null && question.Type == QuestionType.Matrix && NeedsValue(condition)) faults[$"{at}/row"] = ["Say which row of the matrix is meant."];

        if (condition.Operator is null) faults[$"{at}/operator"] = ["Say how the answer is compared."];
        else if (NeedsValue(condition) != condition.Value is { ValueKind: not JsonValueKind.Null })
            faults[$"{at}/value"] = [NeedsValue(condition) ? "Say what the answer is compared with." : "Leave the value out: this operator asks only whether there is an answer."];
        else if (NeedsValue(condition) && question is not null && !faults.ContainsKey($"{at}/row") && ValueFault(question, condition.Value!.Value) is { } fault)
            faults[$"{at}/value"] = [fault];
    }

    static bool NeedsValue(Condition condition) => condition.Operator is not (Operator.Answered or Operator.NotAnswered);

    /// <summary>The value has to be one answer to the question: of several, one; of a matrix, one cell.</summary>
    static string? ValueFault(Question question, JsonElement value) => question.Type switch
    {
        QuestionType.Score => value.ValueKind == JsonValueKind.Number ? null : "Compare a score with a number.",
        QuestionType.Quantity when value.ValueKind == JsonValueKind.Number => null,
        QuestionType.MultipleChoice or QuestionType.Ranking or QuestionType.Matrix => AnswerRules.Fault(question with { Type = QuestionType.SingleChoice, Other = false, Repeats = false }, value),
        _ => AnswerRules.Fault(question with { Repeats = false, Other = false, Min = null, Max = null, MinLength = null, MaxLength = null, Pattern = null, From = null, Until = null }, value),
    };
}
