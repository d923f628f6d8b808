using QLab.Questionnaires;

namespace QLab.Fhir;

/// <summary>What is wrong with a definition that came as a resource, told by the places of the resource.</summary>
static class DefinitionFaults
{
    static readonly Dictionary<string, string> Elements = new()
    {
        ["id"] = "linkId", ["shownWhen"] = "enableWhen", ["options"] = "answerOption", ["help"] = "item", ["rows"] = "item",
        ["questions"] = "item",
        ["min"] = "extension", ["max"] = "extension", ["from"] = "extension", ["until"] = "extension", ["pattern"] = "extension",
        ["score"] = "extension",
        ["languages"] = "language", ["introduction"] = "extension",
    };

    public static void Tell(Definition definition, IReadOnlyDictionary<string, string> pointers, FhirIssues issues)
    {
        foreach (var (at, messages) in DefinitionRules.Faults(definition))
            foreach (var message in messages) issues.Error(InResource(definition, at, pointers), "business-rule", message);
    }

    /// <summary>/questions/1/options/0/label is in answerOption[0] of whichever item that question came from.</summary>
    static string InResource(Definition definition, string pointer, IReadOnlyDictionary<string, string> pointers)
    {
        var parts = new Queue<string>(pointer.Split('/', StringSplitOptions.RemoveEmptyEntries));
        var (questions, at) = (definition.Questions, "");
        while (parts.Count >= 2 && parts.Peek() == "questions")
        {
            parts.Dequeue();
            if (!int.TryParse(parts.Dequeue(), out var i) || i >= questions.Count) return at;
            at = pointers.GetValueOrDefault(questions[i].Id, at);
            questions = questions[i].Questions;
        }
        if (!parts.TryDequeue(out var member)) return at;
        at += $"/{Elements.GetValueOrDefault(member, member)}";
        return member == "options" && parts.TryDequeue(out var option) ? $"{at}/{option}" : at;
    }
}
