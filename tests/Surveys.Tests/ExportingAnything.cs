using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using QLab.Questionnaires;
using QLab.Surveys.Exports;
using QLab.Surveys.Imports;
using QLab.Surveys.Surveys;
using QLab.Tabular;

namespace QLab.Surveys.Tests;

public sealed class ExportingAnything
{
    static readonly string[] Pieces = ["=", "+", "-", "@", "'", "\"", ";", ",", "\\", "\t", "\r", "\n", "\r\n", "＝", " ", "a", "0", "words", "🦋", "Ŵ", "ע", "{\"other\":1}", "null"];

    /// <summary>Scores are worked out, and spaces around a day or an address are nobody's words.</summary>
    static readonly string[] OneWayToWrite = ["score", "day", "days", "time", "instant", "mail", "page"];

    [Fact]
    public void Random_answers_come_back_from_wide_data_as_they_were() => Property.Holds(500, choices =>
    {
        var (given, delimiter) = (Answers(choices), choices.Pick(Delimiter.Comma, Delimiter.Semicolon, Delimiter.Tab));

        var sign = delimiter switch { Delimiter.Semicolon => ';', Delimiter.Tab => '\t', _ => ',' };
        var row = CsvText.Rows(Written(given, delimiter), sign).ShouldHaveSingleItem();

        var back = ReadingWideData.Answers(EveryType.Definition, row);
        back.Select(a => a.Key).ShouldBe(given.Select(a => a.Key), ignoreOrder: true, given.ToJsonString());
        foreach (var (question, answer) in given)
            ReadingWideData.Same(Asked(question), back[question], answer)
                .ShouldBeTrue($"{question} was {answer?.ToJsonString()} and came back as {back[question]?.ToJsonString()}");
    });

    [Fact]
    public void Random_answers_are_read_by_imports_as_they_were_written() => Property.Holds(500, async choices =>
    {
        var (given, delimiter) = (Answers(choices), choices.Pick(Delimiter.Comma, Delimiter.Semicolon, Delimiter.Tab));
        foreach (var id in OneWayToWrite) given.Remove(id);

        using var file = new MemoryStream(Encoding.UTF8.GetBytes(Written(given, delimiter)));
        await foreach (var row in CsvRows.ReadAsync(file, EveryType.Definition, TestContext.Current.CancellationToken))
        {
            row.Faults.ShouldBeEmpty(given.ToJsonString());
            row.Answers.Keys.ShouldBe(given.Select(a => a.Key), ignoreOrder: true, given.ToJsonString());
            foreach (var (id, answer) in given)
                ReadingWideData.Same(Asked(id), JsonNode.Parse(row.Answers[id].GetRawText()), answer)
                    .ShouldBeTrue($"{id} was {answer?.ToJsonString()} and came in as {row.Answers[id].GetRawText()}");
        }
    });

    static Question Asked(string id) => EveryType.Definition.InPageOrder().Single(q => q.Id == id);

    static string Written(JsonObject answers, Delimiter delimiter)
    {
        var survey = new Survey { Id = Guid.Empty, ProjectId = Guid.Empty, QuestionnaireId = Guid.Empty, Title = "Anything", Mode = SurveyMode.Anonymous, OpenedAt = default };
        var output = new ArrayBufferWriter<byte>();
        var contents = new ExportSpecification(survey, EveryType.Definition, ExportFormat.CsvWide, "en", delimiter, Bom: false, AsOf: 1);
        var wide = new ResponseTable(new CsvTableWriter(new(output, delimiter), contents.Columns.Select(column => column.Name)), contents);
        wide.Begin();
        wide.Write(new(Guid.NewGuid(), DateTime.UnixEpoch, null, "en", Encoding.UTF8.GetBytes(answers.ToJsonString())));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    static JsonObject Answers(Choices choices)
    {
        var answers = new JsonObject();
        foreach (var question in EveryType.Definition.InPageOrder())
            if (question.Type is not (QuestionType.Section or QuestionType.Display) && choices.Next(4) < 3)
                answers[question.Id] = question.Repeats
                    ? new JsonArray([.. choices.Some(1, 3, _ => One(question, choices))])
                    : One(question, choices);
        return answers;
    }

    static JsonNode One(Question question, Choices choices) => question.Type switch
    {
        QuestionType.SingleChoice or QuestionType.Likert => question.Other && choices.Chance() ? Other(choices) : Option(question, choices),
        QuestionType.MultipleChoice => new JsonArray([.. Some(question, choices), .. choices.Some(0, 2, _ => (JsonNode?)Other(choices))]),
        QuestionType.Ranking => new JsonArray([.. Some(question, choices)]),
        QuestionType.Matrix => new JsonObject(question.Rows.Where((_, i) => i == 0 || choices.Chance())
            .Select(row => KeyValuePair.Create(row.Value, (JsonNode?)Option(question, choices)))),
        QuestionType.Number or QuestionType.Rating or QuestionType.NetPromoter or QuestionType.Score => choices.Next(200_000) / 1000m - 100,
        QuestionType.Quantity => choices.Chance() ? new JsonObject { ["value"] = choices.Next(100) }
            : new JsonObject { ["value"] = -choices.Next(100) / 10m, ["unit"] = Text(choices) },
        QuestionType.YesNo => choices.Chance(),
        QuestionType.Attachment or QuestionType.Reference => new JsonObject { ["display"] = Text(choices) },
        _ => Text(choices),
    };

    static IEnumerable<JsonNode?> Some(Question question, Choices choices)
    {
        var values = choices.Shuffled(question.Options.Select(o => o.Value));
        return values.Take(choices.Next(1, values.Length + 1)).Select(value => (JsonNode?)value);
    }

    static JsonNode Option(Question question, Choices choices) => choices.Of(question.Options).Value;

    static JsonObject Other(Choices choices) => new() { ["other"] = Text(choices) };

    static string Text(Choices choices) => string.Concat(choices.Some(1, 6, _ => choices.Of(Pieces)));
}
