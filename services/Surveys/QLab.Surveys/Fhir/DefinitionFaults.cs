using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using QLab.Surveys.Questionnaires;

namespace QLab.Surveys.Fhir;

/// <summary>What is wrong with a definition that came as a resource, told by the places of the resource.</summary>
static class DefinitionFaults
{
    static readonly Dictionary<string, string> Elements = new()
    {
        ["id"] = "linkId", ["shownWhen"] = "enableWhen", ["options"] = "answerOption", ["help"] = "item", ["rows"] = "item", ["questions"] = "item",
        ["min"] = "extension", ["max"] = "extension", ["from"] = "extension", ["until"] = "extension", ["pattern"] = "extension", ["score"] = "extension",
        ["languages"] = "language", ["introduction"] = "extension",
    };

    public static void Tell(Definition definition, IReadOnlyDictionary<string, string> pointers, FhirIssues issues)
    {
        var faults = new Dictionary<string, string[]>();
        Validate(definition, "", faults);
        Validate(definition.Questions, "", faults);
        if (new WordedAttribute(200).GetValidationResult(definition.Title, new(definition)) is { ErrorMessage: { } title }) faults["/title"] = [title];
        if (new WordedAttribute(10_000).GetValidationResult(definition.Introduction, new(definition)) is { ErrorMessage: { } introduction }) faults["/introduction"] = [introduction];
        if (faults.Count == 0) faults = DefinitionRules.Faults(definition);
        foreach (var (at, messages) in faults)
            foreach (var message in messages) issues.Error(InResource(definition, at, pointers), "business-rule", message);
    }

    static void Validate(IReadOnlyList<Question> questions, string at, Dictionary<string, string[]> faults)
    {
        foreach (var (i, question) in questions.Index())
        {
            var here = $"{at}/questions/{i}";
            Validate(question, here, faults);
            foreach (var (o, option) in question.Options.Index()) Validate(option, $"{here}/options/{o}", faults);
            foreach (var (r, row) in question.Rows.Index()) Validate(row, $"{here}/rows/{r}", faults);
            Validate(question.ShownWhen, $"{here}/shownWhen", faults);
            if (question.Score is { } score)
            {
                Validate(score, $"{here}/score", faults);
                foreach (var band in score.Bands) Validate(band, $"{here}/score", faults);
            }
            Validate(question.Questions, here, faults);
        }
    }

    static void Validate(Condition? condition, string at, Dictionary<string, string[]> faults)
    {
        if (condition is null) return;
        Validate((object)condition, at, faults);
        foreach (var part in (condition.All ?? []).Concat(condition.Any ?? [])) Validate(part, at, faults);
    }

    static void Validate(object part, string at, Dictionary<string, string[]> faults)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(part, new(part), results, validateAllProperties: true);
        foreach (var result in results)
            foreach (var member in result.MemberNames.DefaultIfEmpty(""))
                faults[member.Length == 0 ? at : $"{at}/{JsonNamingPolicy.CamelCase.ConvertName(member)}"] = [result.ErrorMessage ?? "This is not valid."];
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
