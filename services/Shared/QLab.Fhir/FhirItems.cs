using System.Text.Json.Nodes;
using QLab.Questionnaires;

namespace QLab.Fhir;

/// <summary>Writes questions as items, with what those carry that came as items.</summary>
static class FhirItems
{
    public static JsonArray Write(IReadOnlyList<Question> questions, string at, FhirLinks links, FhirIssues? issues)
    {
        var items = new JsonArray();
        var written = new Dictionary<string, JsonObject>();
        foreach (var question in questions)
        {
            var under = question.Fhir?.GetValueOrDefault(FhirQuestionnaireReader.Under).ToString() is { Length: > 0 } id
                ? written.GetValueOrDefault(id)
                : null;
            var pointer = $"{at}/item/{items.Count}";
            var item = Write(under is null ? question : Alone(question, question.Fhir![FhirQuestionnaireReader.Under].ToString()), pointer, links, issues);
            written[question.Id] = item;
            if (under is null) items.Add(item);
            else if (under["item"] is JsonArray inside) inside.Add(item);
            else under["item"] = new JsonArray(item);
        }
        return items;
    }

    static JsonObject Write(Question question, string at, FhirLinks links, FhirIssues? issues)
    {
        var item = FhirItem.Write(question, links, unseen => issues?.Warn(at, $"Other systems do not see: {string.Join(", ", unseen)}. It is kept in an extension."));
        var carried = FhirOverlay.ToNode(question.Fhir);
        var inside = new JsonArray();
        if (question.Type != QuestionType.Matrix)
        {
            if (item["item"]?[0] is JsonObject help)
            {
                item.Remove("item");
                var display = help.DeepClone().AsObject();
                if (carried?[FhirQuestionnaireReader.Help] is JsonObject ofHelp) FhirOverlay.Apply(display, ofHelp);
                inside.Add(display);
            }
            foreach (var below in Write(question.Questions, at, links, issues)) inside.Add(below?.DeepClone());
        }
        if (carried is not null) FhirOverlay.Apply(item, carried);
        // Options that were changed since the value set came no longer agree with it.
        if (item.ContainsKey("answerOption")) item.Remove("answerValueSet");
        if (inside.Count > 0) item["item"] = inside;
        return item;
    }

    /// <summary>
    /// Without the condition that stands for being under another item; <see cref="FhirQuestionnaireReader.Together"/> put it there.
    /// </summary>
    static Question Alone(Question question, string parent) => question.ShownWhen switch
    {
        { Operator: Operator.Answered, Row: null } answered when answered.Question == parent => question with { ShownWhen = null },
        { All: [{ Operator: Operator.Answered, Row: null } answered, { } own] } when answered.Question == parent =>
            question with { ShownWhen = own },
        _ => question,
    };
}
