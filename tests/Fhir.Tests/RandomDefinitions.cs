using System.Text.Json;
using QLab.Questionnaires;

namespace QLab.Fhir.Tests;

/// <summary>Definitions that use everything that there is, each made of choices.</summary>
sealed class RandomDefinitions(Choices choices)
{
    readonly List<Question> earlier = [];
    string[] languages = ["en"];
    int count;

    public Definition Next()
    {
        earlier.Clear();
        languages = choices.Next(3) switch { 0 => ["en"], 1 => ["en", "cy"], _ => ["cy", "en", "pl-PL"] };
        return new(Words(), [.. Questions(2)])
        {
            Languages = languages, Introduction = Chance() ? Words() : null,
        };
    }

    IEnumerable<Question> Questions(int depth)
    {
        for (var i = choices.Next(1, 7); i > 0; i--) yield return One(depth);
    }

    Question One(int depth)
    {
        var type = choices.Of(Enum.GetValues<QuestionType>());
        if (type == QuestionType.Section && depth == 0) type = QuestionType.Display;
        var question = Typed(new($"{"abcdefgh"[choices.Next(8)]}{count++}", type, Words())
        {
            Help = Chance() ? Words() : null,
            Required = type is not (QuestionType.Section or QuestionType.Display) && Chance(),
            Recommended = Chance(), ShownWhen = Chance() ? When(2) : null,
        });
        if (type is not (QuestionType.Section or QuestionType.Display)) earlier.Add(question);
        return type == QuestionType.Section ? question with { Questions = [.. Questions(depth - 1)] } : question;
    }

    Question Typed(Question q) => q.Type switch
    {
        QuestionType.SingleChoice or QuestionType.Likert => Start(q with { Options = Options(), Other = Chance() }, o => o[0]),
        QuestionType.MultipleChoice =>
            Start(q with { Options = Options(), Other = Chance(), MinChoices = Maybe(0, 2), MaxChoices = Maybe(2, 5) }, o => o),
        QuestionType.Ranking => q with { Options = Options(), MaxChoices = Maybe(1, 4) },
        QuestionType.Matrix => q with { Options = Options(), Rows = Options() },
        QuestionType.Rating => q with { Min = Maybe(0, 2), Max = Maybe(3, 9) },
        QuestionType.Number => q with { Min = Decimal(), Max = Decimal(), Whole = Chance(), Unit = Chance() ? "kg" : null, Initial = Chance() ? Json(Decimal() ?? 2) : null, Repeats = false },
        QuestionType.Quantity => q with { Unit = Chance() ? "mg/l" : null, Min = Decimal(), Repeats = Chance() },
        QuestionType.Date => q with { From = Chance() ? "2018-09-03" : null, Until = Chance() ? "2019-10-31" : null, Initial = Chance() ? Json("2018-10-01") : null },
        QuestionType.Time => q with { From = Chance() ? "09:30" : null, Until = Chance() ? "17:30:15" : null },
        QuestionType.DateTime =>
            q with { From = Chance() ? "2018-09-03T09:30:00Z" : null, Until = Chance() ? "2018-09-03T09:30:00+01:00" : null },
        QuestionType.ShortText or QuestionType.LongText or QuestionType.Url or QuestionType.Email => q with
        {
            MinLength = Maybe(0, 5),
            MaxLength = Maybe(10, 900),
            Pattern = Chance() ? "[a-z]{3}" : null,
            Repeats = Chance(),
        },
        QuestionType.YesNo => q with { Initial = Chance() ? Json(true) : null },
        QuestionType.Score => q with { Score = Score() },
        _ => q,
    };

    Question Start(Question q, Func<string[], object> initial) =>
        Chance() ? q with { Initial = Json(initial([.. q.Options.Take(2).Select(o => o.Value)])) } : q;

    Score? Score() => earlier.Count == 0 ? new(ScoreMethod.Sum, ["nobody"])
        : new(choices.Of(Enum.GetValues<ScoreMethod>()), [choices.Of(earlier).Id])
        {
            MultiplyBy = Decimal(), AtLeast = Maybe(1, 3), Bands = Chance() ? [new(0, Words()), new(7.50m, Words())] : [],
        };

    Condition? When(int depth)
    {
        if (earlier.Count == 0) return null;
        if (depth > 0 && Chance())
        {
            var parts = Enumerable.Range(0, choices.Next(1, 4)).Select(_ => When(depth - 1)!).ToList();
            return Chance() ? new() { All = parts } : new() { Any = parts };
        }
        var about = choices.Of(earlier);
        var condition = new Condition
        {
            Question = about.Id, Row = about.Type == QuestionType.Matrix ? choices.Of(about.Rows).Value : null,
            Operator = choices.Of(Enum.GetValues<Operator>()),
        };
        return condition.Operator is Operator.Answered or Operator.NotAnswered ? condition : condition with { Value = Value(about) };
    }

    JsonElement Value(Question about) => about.Type switch
    {
        _ when about.Options.Count > 0 => Json(choices.Of(about.Options).Value),
        QuestionType.YesNo => Json(Chance()),
        QuestionType.Date => Json("2018-12-24"),
        QuestionType.Time => Json("10:00"),
        QuestionType.DateTime => Json("2018-12-24T10:00:00Z"),
        QuestionType.Quantity => Json(new { value = 1.50m, unit = "mg" }),
        QuestionType.Number or QuestionType.Rating or QuestionType.NetPromoter or QuestionType.Score => Json(Decimal() ?? 3),
        _ => Json("some words"),
    };

    List<Option> Options() =>
    [
        .. Enumerable.Range(0, choices.Next(1, 6)).Select(i =>
            new Option($"{"0aZ"[choices.Next(3)]}-{i}", Words()) { Score = Decimal(), Exclusive = choices.Rarely() }),
    ];

    LocalText Words() => choices.Next(4) switch
    {
        0 => new(languages.ToDictionary(language => language, language => $"{language}: {Sentence()}")),
        1 => new(new Dictionary<string, string> { [languages[^1]] = Sentence() }),
        _ => new(Sentence()),
    };

    string Sentence() => choices.Of(["How are you?", "Żółw & “quotes”", "1 < 2", "Dŵr", "\\ and /", "两个字", "🙂 twice 🙂"]) + count++;

    decimal? Decimal() => choices.Next(5) switch { 0 => null, 1 => 7, 2 => 2.50m, 3 => -1, _ => 0.333m };

    int? Maybe(int from, int to) => Chance() ? choices.Next(from, to) : null;

    bool Chance() => choices.Chance();

    static JsonElement Json(object value) => JsonSerializer.SerializeToElement(value);
}
