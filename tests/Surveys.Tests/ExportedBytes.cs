using System.IO.Pipelines;
using System.Text;
using QLab.Questionnaires;
using QLab.Surveys.Exports;
using QLab.Surveys.Surveys;
using QLab.Tabular;

namespace QLab.Surveys.Tests;

/// <summary>
/// Programs of researchers read these files. Whatever is changed behind them, they stay the same byte for byte: the folder Exported has
/// them.
/// </summary>
public sealed class ExportedBytes
{
    static readonly string[] Answers =
    [
        EveryType.Answers.ToJsonString(),
        """{"choice": {"other": "=1+1; or so"}, "many": ["b"], "matrix": {"work": "b"}, "rank": ["b", "a", "c-1"], "yes": true}""",
        """{"choice": "b", "many": [{"other": "one"}, {"other": "two; three"}], "numbers": [-4], "weights": [{"value": -1.5, "unit": "kg"}], "choices": [{"other": "-"}, "c-1"]}""",
        """{"choice": "c-1", "matrices": [{"y": "a"}, {"x": "b"}, {"x": "a", "y": "a"}], "days": ["2019-02-28"], "shorts": ["'=a", ";"], "who": [{"reference": "Group/2"}]}""",
        """{"short": "two\nlines", "time": "23:59:58", "instant": "2018-12-31T23:30:00-05:00", "number": 1e3, "weight": {"value": 2}, "score": 3}""",
        "{}",
    ];

    [Theory]
    [InlineData("wide.csv", ExportFormat.CsvWide, SurveyMode.Anonymous)]
    [InlineData("wide-identified.csv", ExportFormat.CsvWide, SurveyMode.Identified, Delimiter.Semicolon, true)]
    [InlineData("wide-tabs.csv", ExportFormat.CsvWide, SurveyMode.Confidential, Delimiter.Tab)]
    [InlineData("long.csv", ExportFormat.CsvLong, SurveyMode.Anonymous, Delimiter.Comma, true)]
    [InlineData("codebook.csv", ExportFormat.Codebook, SurveyMode.Identified, Delimiter.Comma, true)]
    [InlineData("spss.sps", ExportFormat.SpssSyntax, SurveyMode.Anonymous)]
    [InlineData("spss-identified.sps", ExportFormat.SpssSyntax, SurveyMode.Identified)]
    [InlineData("spss.csv", ExportFormat.SpssData, SurveyMode.Anonymous)]
    [InlineData("spss-identified.csv", ExportFormat.SpssData, SurveyMode.Identified)]
    [InlineData("lines.jsonl", ExportFormat.JsonLines, SurveyMode.Identified)]
    public async Task Stay_as_they_are(string file, ExportFormat format, SurveyMode mode, Delimiter delimiter = Delimiter.Comma, bool bom = false) =>
        Encoding.UTF8.GetString(await WrittenAsync(format, mode, delimiter, bom))
            .ShouldBe(Encoding.UTF8.GetString(await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Exported", file))));

    internal static async Task<byte[]> WrittenAsync(ExportFormat format, SurveyMode mode, Delimiter delimiter, bool bom)
    {
        var survey = new Survey
        {
            Id = new(1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]), ProjectId = Guid.Empty, QuestionnaireId = Guid.Empty, Title = "Every * type",
            Mode = mode, OpenedAt = default,
        };
        using var output = new MemoryStream();
        var pipe = PipeWriter.Create(output);
        await ExportWriter.WriteAsync(
            new(survey, EveryType.Definition, format, "cy", delimiter, bom, AsOf: 42), pipe, Responses(mode), CancellationToken.None);
        await pipe.CompleteAsync();
        return output.ToArray();
    }

    static async IAsyncEnumerable<FrozenResponse> Responses(SurveyMode mode)
    {
        await Task.CompletedTask;
        foreach (var (i, answers) in Answers.Index())
            yield return new(
                new(i, 0, 0, new byte[8]), new DateTime(2018, 9, 3, 8, 30, i, DateTimeKind.Utc).AddTicks(i * 12_345_670),
                mode == SurveyMode.Identified && i != 2 ? new Guid(0, 0, (short)i, new byte[8]) : null, i == 1 ? "cy" : "en",
                Encoding.UTF8.GetBytes(answers));
    }
}
