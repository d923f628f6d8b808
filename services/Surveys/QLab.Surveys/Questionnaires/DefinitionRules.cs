namespace QLab.Surveys.Questionnaires;

/// <summary>What keeps a definition from being published: every fault at once, by JSON Pointer.</summary>
static class DefinitionRules
{
    public static Dictionary<string, string[]> Faults(Definition definition)
    {
        var faults = new Dictionary<string, string[]>();
        var questions = definition.Questions;
        for (var i = 0; i < questions.Count; i++)
        {
            var question = questions[i];
            if (questions.Take(i).Any(earlier => earlier.Id == question.Id))
                faults[$"/questions/{i}/id"] = ["Another question has this id."];
            if (NeedsOptions(question) && question.Options.Count < 2)
                faults[$"/questions/{i}/options"] = ["A question of this type has at least two options."];
            else if (!NeedsOptions(question) && question.Options.Count > 0)
                faults[$"/questions/{i}/options"] = ["A question of this type has no options."];
            else if (question.Options.DistinctBy(o => o.Value).Count() < question.Options.Count)
                faults[$"/questions/{i}/options"] = ["Two options have the same value."];
            if ((question.Min ?? question.Max) is not null && question.Type != QuestionType.Number)
                faults[$"/questions/{i}/type"] = ["Only a number has min and max."];
            if (question.Min > question.Max)
                faults[$"/questions/{i}/min"] = ["The minimum is above the maximum."];
        }
        return faults;
    }

    static bool NeedsOptions(Question question) =>
        question.Type is QuestionType.SingleChoice or QuestionType.MultipleChoice or QuestionType.Likert;
}
