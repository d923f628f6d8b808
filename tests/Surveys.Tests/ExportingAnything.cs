using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using QLab.Questionnaires;
using QLab.Surveys.Exports;
using QLab.Surveys.Imports;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Tests;

public sealed class ExportingAnything
{
    static readonly string[] Pieces = ["=", "+", "-", "@", "'", "\"", ";", ",", "\\", "\t", "\r", "\n", "\r\n", "＝", " ", "a", "0", "words", "🦋", "Ŵ", "ע", "{\"other\":1}", "null"];

    /// <summary>Scores are worked out, and spaces around a day or an address are nobody's words.</summary>
    static readonly string[] OneWayToWrite = ["score", "day", "days", "time", "instant", "mail", "page"];

    [Fact]
    public void Random_answers_come_back_from_wide_data_as_they_were()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var given = Answers(random);
            var delimiter = random.GetItems([Delimiter.Comma, Delimiter.Semicolon, Delimiter.Tab], 1)[0];

            var row = CsvText.Rows(Written(given, delimiter), delimiter switch { Delimiter.Semicolon => ';', Delimiter.Tab => '\t', _ => ',' }).ShouldHaveSingleItem();

            var back = ReadingWideData.Answers(EveryType.Definition, row);
            back.Select(a => a.Key).ShouldBe(given.Select(a => a.Key), ignoreOrder: true, $"seed {seed}");
            foreach (var (question, answer) in given)
                ReadingWideData.Same(EveryType.Definition.InPageOrder().Single(q => q.Id == question), back[question], answer).ShouldBeTrue($"seed {seed}: {question} was {answer?.ToJsonString()} and came back as {back[question]?.ToJsonString()}");
        }
    }

    [Fact]
    public async Task Random_answers_are_read_by_imports_as_they_were_written()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var given = Answers(random);
            foreach (var id in OneWayToWrite) given.Remove(id);
            var delimiter = random.GetItems([Delimiter.Comma, Delimiter.Semicolon, Delimiter.Tab], 1)[0];

            using var file = new MemoryStream(Encoding.UTF8.GetBytes(Written(given, delimiter)));
            await foreach (var row in CsvRows.ReadAsync(file, EveryType.Definition, TestContext.Current.CancellationToken))
            {
                row.Faults.ShouldBeEmpty($"seed {seed}");
                row.Answers.Keys.ShouldBe(given.Select(a => a.Key), ignoreOrder: true, $"seed {seed}");
                foreach (var (id, answer) in given)
                    ReadingWideData.Same(EveryType.Definition.InPageOrder().Single(q => q.Id == id), JsonNode.Parse(row.Answers[id].GetRawText()), answer).ShouldBeTrue($"seed {seed}: {id} was {answer?.ToJsonString()} and came in as {row.Answers[id].GetRawText()}");
            }
        }
    }

    static string Written(JsonObject answers, Delimiter delimiter)
    {
        var survey = new Survey { Id = Guid.Empty, ProjectId = Guid.Empty, QuestionnaireId = Guid.Empty, Title = "Anything", Mode = SurveyMode.Anonymous, OpenedAt = default };
        var output = new ArrayBufferWriter<byte>();
        var wide = new CsvWide(new(output, delimiter), new(survey, EveryType.Definition, ExportFormat.CsvWide, "en", delimiter, Bom: false, AsOf: 1));
        wide.Begin();
        wide.Write(new(Guid.NewGuid(), DateTime.UnixEpoch, null, "en", Encoding.UTF8.GetBytes(answers.ToJsonString())));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    static JsonObject Answers(Random random)
    {
        var answers = new JsonObject();
        foreach (var question in EveryType.Definition.InPageOrder().Where(q => q.Type is not (QuestionType.Section or QuestionType.Display) && random.Next(4) > 0))
            answers[question.Id] = question.Repeats ? new JsonArray([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => One(question, random))]) : One(question, random);
        return answers;
    }

    static JsonNode One(Question question, Random random) => question.Type switch
    {
        QuestionType.SingleChoice or QuestionType.Likert => question.Other && random.Next(2) == 0 ? Other(random) : Option(question, random),
        QuestionType.MultipleChoice => new JsonArray([.. Some(question, random), .. Enumerable.Range(0, random.Next(3)).Select(_ => (JsonNode?)Other(random))]),
        QuestionType.Ranking => new JsonArray([.. Some(question, random)]),
        QuestionType.Matrix => new JsonObject(question.Rows.Where((_, i) => i == 0 || random.Next(2) == 0).Select(row => KeyValuePair.Create(row.Value, (JsonNode?)Option(question, random)))),
        QuestionType.Number or QuestionType.Rating or QuestionType.NetPromoter or QuestionType.Score => random.Next(-100_000, 100_000) / 1000m,
        QuestionType.Quantity => random.Next(2) == 0 ? new JsonObject { ["value"] = random.Next(100) } : new JsonObject { ["value"] = -random.Next(100) / 10m, ["unit"] = Text(random) },
        QuestionType.YesNo => random.Next(2) == 0,
        QuestionType.Attachment or QuestionType.Reference => new JsonObject { ["display"] = Text(random) },
        _ => Text(random),
    };

    static IEnumerable<JsonNode?> Some(Question question, Random random)
    {
        var values = question.Options.Select(o => o.Value).ToArray();
        random.Shuffle(values);
        return values.Take(random.Next(1, values.Length + 1)).Select(value => (JsonNode?)value);
    }

    static JsonNode Option(Question question, Random random) => question.Options[random.Next(question.Options.Count)].Value;

    static JsonObject Other(Random random) => new() { ["other"] = Text(random) };

    static string Text(Random random) => string.Concat(random.GetItems(Pieces, random.Next(1, 7)));
}
