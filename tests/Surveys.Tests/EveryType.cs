using System.Text.Json.Nodes;
using QLab.Questionnaires;

namespace QLab.Surveys.Tests;

/// <summary>A questionnaire with every type of question, each also in the forms that its columns differ in.</summary>
static class EveryType
{
    static readonly Option[] Options = [new("a", "Always"), new("b", "Now and then") { Score = 2 }, new("c-1", "Never, \"so far\"")];

    public static Definition Definition { get; } = new(Text("Everything", "Popeth"),
    [
        new("language", QuestionType.SingleChoice, "Which do you speak at home?") { Options = Options },
        new("about", QuestionType.Section, Text("About you", "Amdanoch chi"))
        {
            Questions =
            [
                new("hello", QuestionType.Display, "Hello."),
                new("choice", QuestionType.SingleChoice, Text("How often?", "Pa mor aml?"))
                {
                    Options = Options, Other = true, Required = true, Help = "Roughly.",
                },
                new("many", QuestionType.MultipleChoice, "Which of these?") { Options = Options, Other = true, MaxChoices = 4 },
            ],
        },
        new("agree", QuestionType.Likert, "It helps.") { Options = Options },
        new("matrix", QuestionType.Matrix, "How is it") { Options = Options, Rows = [new("home", "at home"), new("work", "at work")] },
        new("rating", QuestionType.Rating, "Rate it."),
        new("nps", QuestionType.NetPromoter, "Would you recommend it?"),
        new("rank", QuestionType.Ranking, "In your order") { Options = Options },
        new("number", QuestionType.Number, "How much?") { Min = -100.5m, Max = 1000 },
        new("numbers", QuestionType.Number, "How much each time?") { Repeats = true },
        new("weight", QuestionType.Quantity, "Weight") { Unit = "kg" },
        new("weights", QuestionType.Quantity, "Weights") { Repeats = true },
        new("day", QuestionType.Date, "On which day?") { From = "2018-01-01", Until = "2030-12-31" },
        new("days", QuestionType.Date, "On which days?") { Repeats = true },
        new("time", QuestionType.Time, "At what time?"),
        new("instant", QuestionType.DateTime, "When exactly?"),
        new("short", QuestionType.ShortText, "In a few words?") { MaxLength = 100 },
        new("shorts", QuestionType.ShortText, "In several few words?") { Repeats = true },
        new("long", QuestionType.LongText, "In many words?") { ShownWhen = new() { Any = [new()
        {
            Question = "choice", Operator = Operator.Is, Value = "\"a\"".AsJson(),
        }, new() { Question = "number", Operator = Operator.AtLeast, Value = "4".AsJson() }] } },
        new("mail", QuestionType.Email, "E-mail?"),
        new("page", QuestionType.Url, "Page?"),
        new("yes", QuestionType.YesNo, "Yes?"),
        new("source", QuestionType.Hidden, "Source"),
        new("choices", QuestionType.SingleChoice, "Several, one by one?") { Options = Options, Other = true, Repeats = true },
        new("matrices", QuestionType.Matrix, "Again and again")
        {
            Options = Options, Rows = [new("x", "X"), new("y", "Y")], Repeats = true,
        },
        new("file", QuestionType.Attachment, "A file?"),
        new("who", QuestionType.Reference, "Who?") { Repeats = true },
        new("score", QuestionType.Score, "Score") { Score = new(ScoreMethod.Mean, ["rating", "nps"]) { Bands = [new(0, "low"), new(3, "high")] } },
    ])
    { Languages = ["en", "cy"] };

    /// <summary>An answer to each of them, the awkward ones among them.</summary>
    public static JsonObject Answers => JsonNode.Parse("""
        {
            "language": "b", "choice": "a", "many": ["c-1", "a", {"other": "semi; colon \\ and more"}], "agree": "b",
            "matrix": {"home": "a", "work": "c-1"}, "rating": 4, "nps": 10, "rank": ["c-1", "a", "b"],
            "number": -3.50, "numbers": [1, -2.5, 3], "weight": {"value": 72.5, "unit": "kg"},
            "weights": [{"value": 1}, {"value": 2, "unit": "lb; oz"}],
            "day": "2018-09-03", "days": ["2018-09-03", "2019-10-31"], "time": "09:30", "instant": "2018-09-03T09:30:00+01:00",
            "short": "=1+1", "shorts": ["one", "two; three", "back\\slash", "-"], "long": "He said \"no\",\r\nthen; left\ttwice.\n\n— 🦋 Ŵŷ ‏עברית",
            "mail": "a@example.org", "page": "https://example.org/?a=1,2;3", "yes": false, "source": "@leaflet",
            "choices": ["a", {"other": "x;y"}, "b"], "matrices": [{"x": "a"}, {"x": "b", "y": "c-1"}],
            "file": {"url": "https://example.org/a,b.png", "title": "A \"b\""}, "who": [{"reference": "Practitioner/1"}, {"display": "B; C"}]
        }
        """)!.AsObject();

    static LocalText Text(string english, string welsh) => new(new Dictionary<string, string> { ["en"] = english, ["cy"] = welsh });

    public static System.Text.Json.JsonElement AsJson(this string json) => System.Text.Json.JsonDocument.Parse(json).RootElement;
}
