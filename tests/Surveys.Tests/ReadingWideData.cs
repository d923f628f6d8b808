using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using QLab.Questionnaires;
using QLab.Surveys.Exports;
using QLab.Surveys.Surveys;
using QLab.Tabular;

namespace QLab.Surveys.Tests;

/// <summary>The answers in a line of wide data, by what is documented of its columns.</summary>
static class ReadingWideData
{
    public static JsonObject Answers(Definition definition, Dictionary<string, string> row)
    {
        var answers = new JsonObject();
        foreach (var question in ResponseColumns.Of(definition, SurveyMode.Anonymous)
            .Where(c => c.Question is not null)
            .GroupBy(c => c.Question!))
        {
            var cells = question.Select(column => (Column: column, Text: column.IsNumber ? row[column.Name] : CellText.Original(row[column.Name]))).ToList();
            if (cells.All(cell => cell.Text == "")) continue;
            var several = question.Key.Repeats
                ? Enumerable.Range(0, cells.Max(cell => CellText.Split(cell.Text).Count)).Select(i => One(question.Key, [.. cells.Select(c => (c.Column, CellText.Split(c.Text).ElementAtOrDefault(i) ?? ""))]))
                : [];
            answers[question.Key.Id] = question.Key.Repeats ? new JsonArray([.. several]) : One(question.Key, cells);
        }
        return answers;
    }

    static JsonNode? One(Question question, List<(ResponseColumn Column, string Text)> cells)
    {
        var given = cells.Where(cell => cell.Text != "").ToList();
        return question.Type switch
        {
            QuestionType.MultipleChoice => new JsonArray([
                .. given.Where(c => c.Column.Part == Part.Option && c.Text == "1").Select(c => (JsonNode?)c.Column.Key),
                .. given.Where(c => c.Column.Part == Part.Other)
                    .SelectMany(c => CellText.Split(c.Text))
                    .Select(words => new JsonObject { ["other"] = words })]),
            QuestionType.Matrix => new JsonObject(given.Select(c => KeyValuePair.Create(c.Column.Key!, (JsonNode?)c.Text))),
            QuestionType.Ranking => new JsonArray([.. given.Select(c => (JsonNode?)c.Text)]),
            QuestionType.Quantity => new JsonObject(given.Select(c => c.Column.Part == Part.Unit ? KeyValuePair.Create("unit", (JsonNode?)c.Text) : KeyValuePair.Create("value", JsonNode.Parse(c.Text)))),
            QuestionType.YesNo => given.Single().Text == "1",
            QuestionType.Attachment or QuestionType.Reference => JsonNode.Parse(given.Single().Text),
            _ when given.Single() is { Column.Part: Part.Other } other => new JsonObject { ["other"] = other.Text },
            _ when given.Single().Column.IsNumber => decimal.Parse(given.Single().Text, CultureInfo.InvariantCulture),
            _ => given.Single().Text,
        };
    }

    /// <remarks>A multiple choice is a set: its columns do not say in which order it was ticked.</remarks>
    public static bool Same(Question question, JsonNode? left, JsonNode? right) =>
        question.Type == QuestionType.MultipleChoice && left is JsonArray one && right is JsonArray other
            ? one.Select(i => i!.ToJsonString()).Order().SequenceEqual(other.Select(i => i!.ToJsonString()).Order())
            : JsonElement.DeepEquals(JsonSerializer.SerializeToElement(left), JsonSerializer.SerializeToElement(right));
}
