using System.Text.Json;
using System.Text.Json.Nodes;
using QLab.Questionnaires;

namespace QLab.Surveys.Responses;

/// <summary>What in an answer could tell who gave it: everything that was not chosen from a list or counted.</summary>
static class FreeText
{
    const string Gone = "–";

    /// <summary>The answers without it. That something else was said besides the options still counts.</summary>
    public static string Without(Definition definition, JsonElement answers)
    {
        var kept = JsonNode.Parse(answers.GetRawText())!.AsObject();
        foreach (var question in definition.InPageOrder())
        {
            if (IsOwn(question.Type)) kept.Remove(question.Id);
            else if (question.Other && kept[question.Id] is { } answer) Silence(answer);
        }
        return kept.ToJsonString();
    }

    static void Silence(JsonNode answer)
    {
        if (answer is JsonArray several)
            foreach (var one in several.OfType<JsonObject>()) Silence(one);
        else if (answer is JsonObject own && own.ContainsKey("other")) own["other"] = Gone;
    }

    static bool IsOwn(QuestionType type) => type is QuestionType.ShortText or QuestionType.LongText or QuestionType.Email or QuestionType.Url or QuestionType.Hidden
        or QuestionType.Date or QuestionType.DateTime or QuestionType.Attachment or QuestionType.Reference;
}
