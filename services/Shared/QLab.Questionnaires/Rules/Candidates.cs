using System.Globalization;
using System.Text.Json;
using QLab.Questionnaires.Answering;

namespace QLab.Questionnaires.Rules;

/// <summary>
/// For one question, answers of every kind that its conditions tell apart: each option that they name and one that they do not, a number
/// on each limit and between each two. Whatever holds for some answer holds for one of these.
/// </summary>
static class Candidates
{
    const int Most = 512, MostSubset = 8;

    /// <param name="question">The question.</param>
    /// <param name="outline">For the questions that a score counts.</param>
    /// <param name="asked">The conditions about this question.</param>
    /// <returns>Null when there are too many to look at.</returns>
    public static IReadOnlyList<JsonElement>? Of(Question question, Outline outline, IReadOnlyList<Condition> asked)
    {
        var values = asked.Select(leaf => leaf.Value).OfType<JsonElement>().DistinctBy(value => value.GetRawText()).ToList();
        if (question.Type is QuestionType.MultipleChoice or QuestionType.Ranking) return SomeOf(question, values);
        if (question.Type == QuestionType.Matrix) return RowByRow(question, asked);
        if (question.Type == QuestionType.Score) return Numbers(outline.PointsOf(question), values);
        var singles = Singles(question with { Repeats = false }, values).ToList();
        return question.Repeats ? Several(question, singles) : singles;
    }

    static IEnumerable<JsonElement> Singles(Question question, List<JsonElement> values) => question.Type switch
    {
        QuestionType.SingleChoice or QuestionType.Likert => Named(question.Options, values).Concat(question.Other ? [OwnWords(0)] : []),
        QuestionType.YesNo => [Json(true), Json(false)],
        QuestionType.Number or QuestionType.Rating or QuestionType.NetPromoter or QuestionType.Quantity =>
            Fitting(question, Numbers(question, values)),
        QuestionType.Date or QuestionType.Time or QuestionType.DateTime => Fitting(question, Times(question, values)),
        QuestionType.Attachment or QuestionType.Reference => [Json(new { })],
        // Whether another text fits a pattern is not looked into: it is taken to.
        _ => Fitting(question, values).Append(Json("…")),
    };

    static IEnumerable<JsonElement> Fitting(Question question, IEnumerable<JsonElement> candidates) =>
        candidates.Where(candidate => AnswerRules.Fault(question with { Required = false }, candidate) is null);

    /// <summary>The options that the conditions name and one that they do not.</summary>
    static List<JsonElement> Named(IReadOnlyList<Option> options, IEnumerable<JsonElement> values)
    {
        var named = values.Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()).ToHashSet();
        return [.. options.Where(option => named.Contains(option.Value))
            .Concat(options.Where(option => !named.Contains(option.Value)).Take(1))
            .Select(option => Json(option.Value))];
    }

    static List<JsonElement>? SomeOf(Question question, List<JsonElement> values)
    {
        var named = question.Options.Where(option => values.Any(value => value.ValueKind == JsonValueKind.String && value.ValueEquals(option.Value))).Select(option => Json(option.Value)).ToList();
        if (named.Count > MostSubset) return null;
        List<JsonElement> alone = [.. question.Options.Where(option => option.Exclusive).Select(option => Json(option.Value))];
        List<JsonElement> fill = [.. question.Options.Where(option => !option.Exclusive)
            .Select(option => Json(option.Value))
            .ExceptBy(named.Select(Text), Text)];
        if (question.Other) fill.AddRange(Enumerable.Range(0, question.MinChoices ?? 1).Select(OwnWords));
        var least = Math.Max(AnswerRules.FewestChoices(question) ?? 1, 1);
        return [.. Subsets(named).Select(chosen => Json(chosen.Concat(fill.Take(least - chosen.Count))))
            .Concat(alone.Take(1).Concat(alone.ExceptBy(named.Select(Text), Text).Take(1)).Select(one => Json(new[] { one })))
            .Where(answer => answer.GetArrayLength() > 0 && AnswerRules.Fault(question, answer) is null)];
    }

    static List<JsonElement>? RowByRow(Question question, IReadOnlyList<Condition> asked)
    {
        var answers = new List<Dictionary<string, JsonElement>> { new() };
        foreach (var row in question.Rows)
        {
            var named = asked.Where(leaf => leaf.Row == row.Value).ToList();
            var cells = named.Count > 0
                ? Named(question.Options, named.Select(leaf => leaf.Value).OfType<JsonElement>())
                : [.. question.Options.Take(1).Select(option => Json(option.Value))];
            var optional = named.Count > 0 && !question.Required;
            answers = [.. answers.SelectMany(answer => cells.Select(cell => new Dictionary<string, JsonElement>(answer) { [row.Value] = cell }).Concat(optional ? [answer] : [])).Take(Most + 1)];
            if (answers.Count > Most) return null;
        }
        return [.. answers.Where(answer => answer.Count > 0).Select(answer => Json(answer))];
    }

    static List<JsonElement>? Several(Question question, List<JsonElement> singles)
    {
        if (singles.Count > MostSubset) return null;
        return [.. Subsets(singles).Where(chosen => chosen.Count > 0)
            .Select(chosen => Json(chosen.Concat(Enumerable.Repeat(chosen[^1], Math.Max(0, (question.MinChoices ?? 1) - chosen.Count)))))
            .Where(answer => answer.GetArrayLength() <= (question.MaxChoices ?? int.MaxValue))];
    }

    static List<JsonElement> Numbers(Question question, List<JsonElement> values)
    {
        var (min, max) = question.Type switch
        {
            QuestionType.NetPromoter => (0, 10),
            QuestionType.Rating => (question.Min ?? 1, question.Max ?? 5),
            _ => (question.Min, question.Max),
        };
        var points = values.Select(Amount)
            .Append(min)
            .Append(max)
            .OfType<decimal>()
            .Where(number => Math.Abs(number) <= AnswerRules.LargestNumber)
            .Distinct()
            .Order()
            .ToList();
        if (points.Count == 0) points.Add(0);
        var around = points.SelectMany(
            point => new[] { point, decimal.Floor(point), decimal.Ceiling(point), decimal.Floor(point) - 1, decimal.Ceiling(point) + 1 });
        var between = points.Zip(points.Skip(1), (low, high) => (low + high) / 2);
        var numbers = around.Concat(between).Distinct().Order();
        return [.. question.Type == QuestionType.Quantity ? numbers.Select(number => Json(new { value = number })) : numbers.Select(number => Json(number))];
    }

    static List<JsonElement> Numbers((decimal Least, decimal Most) range, List<JsonElement> values) =>
        [.. Numbers(new Question("score", QuestionType.Number, "score")
        {
            Min = range.Least, Max = range.Most,
        }, values).Where(number => number.GetDecimal() >= range.Least && number.GetDecimal() <= range.Most)];

    static IEnumerable<JsonElement> Times(Question question, List<JsonElement> values)
    {
        var points = values.Select(Text).Append(question.From).Append(question.Until).OfType<string>().ToList();
        return question.Type switch
        {
            QuestionType.Date => Near(points.Select(DateOf).OfType<DateOnly>().DefaultIfEmpty(new(2018, 9, 3)), day => day.DayNumber, DateOnly.MaxValue.DayNumber, n => DateOnly.FromDayNumber((int)n).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            QuestionType.Time => Near(points.Select(Moments.TimeOfDay).OfType<TimeOnly>().DefaultIfEmpty(), time => time.Ticks / TimeSpan.TicksPerSecond, 86_399, n => new TimeOnly(n * TimeSpan.TicksPerSecond).ToString("HH:mm:ss", CultureInfo.InvariantCulture)),
            _ => Near(points.Select(Moments.Instant).OfType<DateTimeOffset>().DefaultIfEmpty(new(2018, 9, 3, 0, 0, 0, TimeSpan.Zero)), instant => instant.UtcTicks, DateTime.MaxValue.Ticks, n => new DateTime(n, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture)),
        };
    }

    static IEnumerable<JsonElement> Near<T>(IEnumerable<T> points, Func<T, long> count, long most, Func<long, string> write) =>
        points.Select(count)
            .SelectMany(n => new[] { n, n - 1, n + 1 })
            .Where(n => n >= 0 && n <= most)
            .Distinct()
            .Order()
            .Select(n => Json(write(n)));

    /// <remarks>The whole first: what conditions name is what brings questions up, so it is found sooner.</remarks>
    static IEnumerable<List<JsonElement>> Subsets(List<JsonElement> of) =>
        Enumerable.Range(0, 1 << of.Count).Reverse().Select(bits => of.Where((_, i) => (bits >> i & 1) == 1).ToList());

    static DateOnly? DateOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    static decimal? Amount(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number
        : value.ValueKind == JsonValueKind.Object && value.TryGetProperty("value", out var amount) ? Amount(amount) : null;

    static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static JsonElement OwnWords(int which) => Json(new { other = $"… {which}" });

    static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value);
}

/// <summary>Between what and what a score lies: not every number between need come up.</summary>
static class ScoreRange
{
    public static (decimal Least, decimal Most) PointsOf(this Outline outline, Question question) => outline.PointsOf(question, 0);

    static (decimal Least, decimal Most) PointsOf(this Outline outline, Question question, int depth) => question.Type switch
    {
        QuestionType.SingleChoice or QuestionType.Likert => Weights(question),
        QuestionType.MultipleChoice => Together(question, 1),
        QuestionType.Matrix => Together(question, question.Rows.Count),
        QuestionType.YesNo => (0, 1),
        QuestionType.NetPromoter => (0, 10),
        QuestionType.Rating => (question.Min ?? 1, question.Max ?? 5),
        QuestionType.Score when question.Score is { } score && depth < 20 => Of(outline, score, depth + 1),
        _ when question.Repeats => (-AnswerRules.LargestNumber, AnswerRules.LargestNumber),
        _ => (question.Min ?? -AnswerRules.LargestNumber, question.Max ?? AnswerRules.LargestNumber),
    };

    static (decimal, decimal) Of(Outline outline, Score score, int depth)
    {
        var parts = score.Questions.Select(outline.Find).OfType<Place>().Select(place => outline.PointsOf(place.Question, depth)).ToList();
        if (parts.Count == 0) return (0, 0);
        // A part without an answer adds nothing.
        var all = score.AtLeast is null || score.AtLeast == score.Questions.Count;
        var (least, most) = score.Method == ScoreMethod.Mean
            ? (parts.Min(part => part.Least), parts.Max(part => part.Most))
            : (parts.Sum(part => all ? part.Least : Math.Min(part.Least, 0)), parts.Sum(part => all ? part.Most : Math.Max(part.Most, 0)));
        var times = score.MultiplyBy ?? 1;
        return Bounded(Math.Min(least * times, most * times), Math.Max(least * times, most * times));
    }

    static (decimal, decimal) Weights(Question question)
    {
        var weights = question.Options.Select(option => option.Score).OfType<decimal>().DefaultIfEmpty().ToList();
        return (weights.Min(), weights.Max());
    }

    /// <remarks>With rows each option can count several times, without only once; one option at least is chosen.</remarks>
    static (decimal, decimal) Together(Question question, int rows)
    {
        var weights = question.Options.Select(option => option.Score ?? 0).DefaultIfEmpty().ToList();
        return question.Type == QuestionType.Matrix
            ? (Math.Min(weights.Min() * rows, weights.Min()), Math.Max(weights.Max() * rows, weights.Max()))
            : (Math.Min(weights.Where(weight => weight < 0).Sum(), weights.Min()), Math.Max(weights.Where(weight => weight > 0).Sum(), weights.Max()));
    }

    static (decimal, decimal) Bounded(decimal least, decimal most) =>
        (Math.Clamp(least, -AnswerRules.LargestNumber, AnswerRules.LargestNumber), Math.Clamp(most, -AnswerRules.LargestNumber, AnswerRules.LargestNumber));
}
