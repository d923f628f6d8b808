using System.Text.Json;

namespace QLab.Questionnaires.Tests;

/// <summary>Small questionnaires each made of choices, in which every question has few enough answers to try them all.</summary>
sealed class RandomDefinitions(Choices choices)
{
    readonly List<Question> earlier = [];

    public Definition Next()
    {
        earlier.Clear();
        return new("T", [.. Enumerable.Range(0, choices.Next(2, 5)).Select(i => Draw($"q{i}", inSection: false))]);
    }

    /// <summary>The same questionnaire after somebody has been at it.</summary>
    public Definition Changed(Definition definition) => definition with
    {
        Questions = [.. definition.Questions.Where(_ => choices.Next(8) < 7)
            .Select(question => choices.Chance() ? question : Changed(question))],
    };

    Question Changed(Question question) => choices.Next(7) switch
    {
        0 => question with { Required = !question.Required },
        1 => question with { Options = [.. question.Options.Skip(1)] },
        2 => question with { Options = [.. question.Options, new Option("z", "Z") { Score = 3 }] },
        3 => question with { Max = question.Max - 1 },
        4 => question with { ShownWhen = null },
        5 => question with { Questions = [.. question.Questions.Select(Changed)], Rows = [.. question.Rows.Skip(1)] },
        _ => Draw(question.Id, inSection: true),
    };

    Question Draw(string id, bool inSection)
    {
        var question = choices.Next(inSection ? 8 : 10) switch
        {
            0 => new Question(id, QuestionType.SingleChoice, id) { Options = Options(3), Other = choices.Next(3) == 2 },
            1 => new Question(id, QuestionType.MultipleChoice, id) { Options = Options(2), MinChoices = choices.Next(4) == 3 ? 2 : null },
            2 => new Question(id, QuestionType.YesNo, id),
            3 => new Question(id, QuestionType.Number, id) { Min = 0, Max = 2, Whole = true },
            4 => new Question(id, QuestionType.Date, id) { From = "2018-09-03", Until = "2018-09-05" },
            5 => new Question(id, QuestionType.Matrix, id) { Options = Options(2), Rows = [new("r", "R")] },
            6 => new Question(id, QuestionType.Ranking, id) { Options = Options(2) },
            7 => new Question(id, QuestionType.Rating, id) { Min = 1, Max = 3 },
            8 when earlier.Where(Counts).ToList() is { Count: > 0 } counted =>
                new Question(id, QuestionType.Score, id) { Score = Score(counted) },
            _ => new Question(id, QuestionType.Section, id),
        };
        if (choices.Chance()) question = question with { ShownWhen = Condition(0) };
        if (question.Type is not (QuestionType.Section or QuestionType.Score)) question = question with { Required = choices.Next(3) == 2 };
        if (question.Type != QuestionType.Section) earlier.Add(question);
        else question = question with { Questions = choices.Some(1, 2, i => Draw($"{id}.{i}", inSection: true)) };
        return question;
    }

    Score Score(List<Question> counted) => new(choices.Chance() ? ScoreMethod.Sum : ScoreMethod.Mean, [.. counted.Select(q => q.Id)])
    {
        AtLeast = choices.Chance() ? 1 : null,
    };

    static bool Counts(Question question) => question.Type is not (QuestionType.Date or QuestionType.Ranking or QuestionType.Score);

    Condition? Condition(int depth)
    {
        if (earlier.Count == 0) return null;
        if (depth == 2 || choices.Next(3) < 2) return Leaf(choices.Of(earlier));
        Condition[] parts = [.. Enumerable.Range(0, choices.Next(1, 4)).Select(_ => Condition(depth + 1)!)];
        return choices.Chance() ? new() { All = parts } : new() { Any = parts };
    }

    Condition Leaf(Question about)
    {
        if (choices.Next(4) == 0)
            return new() { Question = about.Id, Operator = choices.Chance() ? Operator.Answered : Operator.NotAnswered };
        Operator[] orders = [Operator.Is, Operator.IsNot, Operator.Above, Operator.AtLeast, Operator.Below, Operator.AtMost];
        var (value, ordered) = about.Type switch
        {
            QuestionType.YesNo => (Json(choices.Chance()), false),
            QuestionType.Number => (Json(choices.Next(3)), true),
            QuestionType.Rating => (Json(choices.Next(1, 4)), true),
            QuestionType.Score => (Json(choices.Next(8) / 2m), true),
            QuestionType.Date => (Json($"2018-09-0{choices.Next(3, 6)}"), true),
            _ => (Json(choices.Of(about.Options).Value), false),
        };
        return new()
        {
            Question = about.Id, Row = about.Type == QuestionType.Matrix ? "r" : null,
            Operator = orders[choices.Next(ordered ? 6 : 2)], Value = value,
        };
    }

    public static JsonElement[] AnswersTo(Question question) => question.Type switch
    {
        QuestionType.SingleChoice => [.. question.Options.Select(option => Json(option.Value)), .. question.Other ? [Json(new { other = "mine" })] : Array.Empty<JsonElement>()],
        QuestionType.MultipleChoice => question.MinChoices == 2 ? [Json("ab".Select(c => $"{c}"))] : [Json(new[] { "a" }), Json(new[] { "b" }), Json(new[] { "b", "a" })],
        QuestionType.Ranking =>
            question.Required ? [Json(new[] { "b", "a" })] : [Json(new[] { "a" }), Json(new[] { "b" }), Json(new[] { "b", "a" })],
        QuestionType.YesNo => [Json(true), Json(false)],
        QuestionType.Number => [Json(0), Json(1), Json(2)],
        QuestionType.Rating => [Json(1), Json(2), Json(3)],
        QuestionType.Date => [Json("2018-09-03"), Json("2018-09-04"), Json("2018-09-05")],
        QuestionType.Matrix => [.. question.Options.Select(option => Json(new { r = option.Value }))],
        _ => [],
    };

    /// <summary>All there is to answer; null when it is too much to try.</summary>
    public static List<Dictionary<string, JsonElement>>? Everything(Definition definition)
    {
        List<Dictionary<string, JsonElement>> all = [new()];
        foreach (var question in definition.InPageOrder())
        {
            all = [.. all.SelectMany(answers => AnswersTo(question).Select(answer => new Dictionary<string, JsonElement>(answers) { [question.Id] = answer }).Prepend(answers))];
            if (all.Count > 3_000) return null;
        }
        return all;
    }

    static Option[] Options(int count) => [.. "abc".Take(count).Select((c, i) => new Option($"{c}", $"{c}") { Score = i })];

    static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value);
}
