using System.Text.Json;
using System.Text.Json.Nodes;
using QLab.Questionnaires;

namespace QLab.Fhir.Tests;

/// <summary>An answer to every other question, written as FHIR keeps it: times with their seconds, instants with their offset.</summary>
sealed class RandomAnswers(Choices choices)
{
    public JsonObject To(Definition definition)
    {
        var answers = new JsonObject();
        foreach (var question in definition.InPageOrder())
            if (choices.Chance() && Answer(question) is { } answer) answers[question.Id] = answer;
        return answers;
    }

    JsonNode? Answer(Question question) => question.Type switch
    {
        QuestionType.Section or QuestionType.Display or QuestionType.Score => null,
        QuestionType.Matrix => new JsonObject(question.Rows.Take(choices.Next(1, 3))
            .Select(row => KeyValuePair.Create(row.Value, (JsonNode?)Chosen(question)))),
        QuestionType.MultipleChoice or QuestionType.Ranking => new JsonArray(
        [
            .. question.Options.Take(choices.Next(1, 3)).Reverse().Select(o => (JsonNode)o.Value),
            .. question.Other ? [Words()] : Array.Empty<JsonNode>(),
        ]),
        QuestionType.SingleChoice or QuestionType.Likert => question.Other && choices.Next(3) == 0 ? Words() : Chosen(question),
        _ when question.Repeats => new JsonArray(One(question), One(question)),
        _ => One(question),
    };

    JsonNode Chosen(Question question) => choices.Of(question.Options).Value;

    JsonNode One(Question question) => question.Type switch
    {
        QuestionType.Rating or QuestionType.NetPromoter => choices.Next(0, 11),
        QuestionType.Number => question.Whole ? choices.Next(-5, 99) : JsonNode.Parse("1.50")!,
        QuestionType.Quantity => new JsonObject { ["value"] = JsonNode.Parse("70.10"), ["unit"] = "kg" },
        QuestionType.Date => "2018-09-03",
        QuestionType.Time => "09:30:00",
        QuestionType.DateTime => "2018-09-03T09:30:00+01:00",
        QuestionType.YesNo => choices.Chance(),
        QuestionType.Attachment => new JsonObject { ["contentType"] = "text/plain", ["url"] = "http://example.org/a.txt" },
        QuestionType.Reference => new JsonObject { ["reference"] = "Patient/1" },
        QuestionType.Url => "https://example.org/",
        _ => $"Żółw “{choices.Next(1_000_000)}”",
    };

    static JsonNode Words() => new JsonObject { ["other"] = "something else" };
}
