using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using QLab.Questionnaires;

namespace QLab.Fhir;

/// <summary>What a QuestionnaireResponse says.</summary>
/// <param name="Answers">By question id; scores are left out, since they are worked out here.</param>
/// <param name="IsFinished">Whether its status says so.</param>
/// <param name="Language">The language it was given in.</param>
/// <param name="Authored">When it was given.</param>
/// <param name="ParticipantId">Whose it is, as an identifier of ours.</param>
/// <param name="Pointers">Where each answer stands in the resource, by question id.</param>
public sealed record ReadResponse(
    IReadOnlyDictionary<string, JsonElement> Answers, bool IsFinished, string? Language, DateTimeOffset? Authored, Guid? ParticipantId,
    IReadOnlyDictionary<string, string> Pointers);

/// <summary>Reads a QuestionnaireResponse by the questionnaire that it answers, all faults at once.</summary>
public sealed class FhirResponseReader
{
    readonly QuestionnaireInfo questionnaire;
    readonly FhirIssues issues;
    readonly Dictionary<string, JsonElement> answers = [];
    readonly Dictionary<string, string> pointers = [];
    readonly HashSet<string> seen = [];

    FhirResponseReader(QuestionnaireInfo questionnaire, FhirIssues issues) => (this.questionnaire, this.issues) = (questionnaire, issues);

    /// <returns>Null when the issues hold an error; whether the answers fit the questions is another matter.</returns>
    public static ReadResponse? Read(JsonElement resource, QuestionnaireInfo questionnaire, FhirIssues issues)
    {
        if (!FhirShape.Check(resource, "QuestionnaireResponse", issues)) return null;
        return issues.HasErrors ? null : new FhirResponseReader(questionnaire, issues).Read(FhirOverlay.Node(resource)!.AsObject());
    }

    /// <summary>Turns what a check of the answers says into issues at their places.</summary>
    public static void Tell(
        IReadOnlyDictionary<string, string[]> faults, ReadResponse response, QuestionnaireInfo questionnaire, FhirIssues issues)
    {
        foreach (var (at, messages) in faults)
        {
            var id = at.StartsWith("/answers/", StringComparison.Ordinal) ? at["/answers/".Length..] : null;
            var place = id is null ? null : response.Pointers.GetValueOrDefault(id);
            var missing = id is not null && place is null && questionnaire.Definition.InPageOrder().Any(q => q.Id == id) ? $"{id}: " : "";
            foreach (var message in messages) issues.Error(place ?? "", "business-rule", missing + message);
        }
    }

    ReadResponse? Read(JsonObject response)
    {
        if (response.Text("questionnaire") is { } canonical && !questionnaire.IsCalled(canonical))
            issues.Error("/questionnaire", "value", $"This survey asks another questionnaire: {questionnaire.Canonical}.");
        var status = response.Text("status");
        if (status is not ("completed" or "amended" or "in-progress"))
            issues.Error("/status", "value", "Only responses that are completed, amended or in-progress are taken.");
        if (response.Text("language") is { } language && !questionnaire.Definition.Languages.Contains(language))
            issues.Error("/language", "value", $"The questionnaire speaks: {string.Join(", ", questionnaire.Definition.Languages)}.");
        ReadItems(response, questionnaire.Lines, "");
        return issues.HasErrors ? null
            : new(answers, status != "in-progress", response.Text("language"), Instant(response.Text("authored")), Participant(response["subject"]), pointers);
    }

    void ReadItems(JsonObject parent, IReadOnlyList<FhirLine> lines, string at)
    {
        foreach (var (i, item) in parent.Objects("item").Index())
        {
            var here = $"{at}/item/{i}";
            var link = item.Text("linkId")!;
            if (lines.FirstOrDefault(line => line.Link == link) is not { } line)
                issues.Error($"{here}/linkId", "not-found", "The questionnaire has no item with this linkId at this place.");
            else if (!seen.Add(link)) issues.Error(
                $"{here}/linkId", "duplicate", "This item stands here already: the answers of one that repeats go into one item.");
            else if (line.Target is null) ReadGroup(item, line, here);
            else ReadAnswers(item, line, line.Target, here);
        }
    }

    void ReadGroup(JsonObject item, FhirLine line, string at)
    {
        if (item.ContainsKey("answer")) issues.Error($"{at}/answer", "structure", "This item is no question.");
        ReadItems(item, line.Inside, at);
    }

    void ReadAnswers(JsonObject item, FhirLine line, FhirTarget target, string at)
    {
        if (item.ContainsKey("item")) issues.Error($"{at}/item", "structure", "What stands under a question stands under its answer.");
        pointers.TryAdd(target.Question.Id, at);
        var values = new List<JsonNode>();
        foreach (var (i, answer) in item.Objects("answer").Index())
        {
            var here = $"{at}/answer/{i}";
            if (answer.Choice("value") is { } value)
            {
                if (FhirValue.Read(target, value.Type, value.Value) is { } read) values.Add(read);
                else issues.Error($"{here}/value{value.Type}", "value", Expected(target));
            }
            ReadItems(answer, line.Inside, here);
        }
        if (values.Count > 1 && !FhirResponse.IsMany(target.Question))
            issues.Error($"{at}/answer", "structure", "This question has one answer.");
        if (values.Count > 0 && target.Question.Type != QuestionType.Score) Keep(target, values);
    }

    void Keep(FhirTarget target, List<JsonNode> values)
    {
        var id = target.Question.Id;
        if (target.Row is { } row)
        {
            var cells = answers.TryGetValue(id, out var before) ? FhirOverlay.Node(before)!.AsObject() : [];
            cells[row] = values[0];
            answers[id] = cells.ToElement();
        }
        else
        {
            answers[id] = FhirResponse.IsMany(target.Question) ? new JsonArray([.. values]).ToElement() : values[0].ToElement();
        }
    }

    static string Expected(FhirTarget target) =>
        target.Options.Count > 0 ? "This is none of the question's answer options."
        : target.Type switch
        {
            "date" => "A whole day such as 2018-09-03 is needed.",
            "dateTime" => "An instant such as 2018-09-03T09:30:00Z is needed.",
            "time" => "A time of day such as 09:30:00 is needed.",
            _ => $"A question of type {target.Type} is not answered like this.",
        };

    static DateTimeOffset? Instant(string? authored) =>
        DateTimeOffset.TryParse(authored, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null;

    static Guid? Participant(JsonNode? subject) =>
        subject?["identifier"] is JsonObject identifier && identifier.Text("system") == FhirNames.Participant && Guid.TryParse(identifier.Text("value"), out var id) ? id : null;
}
