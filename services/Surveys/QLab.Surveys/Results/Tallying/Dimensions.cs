using System.Globalization;
using System.Text.Json;
using QLab.Questionnaires;

namespace QLab.Surveys.Results.Tallying;

/// <summary>Tells responses apart.</summary>
static class Dimensions
{
    /// <summary>An answer in somebody's own words; no option is called so.</summary>
    public const string Other = "*other";

    /// <summary>The group of responses that say nothing about a dimension.</summary>
    public const string None = "*none";

    public static readonly string[] RecommendationGroups = ["detractor", "passive", "promoter"];

    /// <summary>Whether a response belongs to a query.</summary>
    public static bool Matches(this TallyQuery query, Given given, IReadOnlyDictionary<string, Question> questions) =>
        !(given.Day < query.From) && !(given.Day > query.To)
        && query.Filters.All(filter => Values(filter.Of, given, questions).Any(value => filter.Values.Contains(value)));

    /// <summary>The groups of a response; <see cref="None"/> where it says nothing.</summary>
    public static IReadOnlyList<string> Groups(Dimension by, Given given, IReadOnlyDictionary<string, Question> questions)
    {
        var values = Values(by, given, questions);
        if (by.Kind == DimensionKind.Answer && questions.GetValueOrDefault(by.Question!)?.Type == QuestionType.NetPromoter)
            values = [.. values.Skip(1)];
        return values.Count == 0 ? [None] : values;
    }

    /// <summary>A recommendation has two values: the number and its group.</summary>
    public static IReadOnlyList<string> Values(Dimension dimension, Given given, IReadOnlyDictionary<string, Question> questions) => dimension.Kind switch
    {
        DimensionKind.Language => [given.Language],
        DimensionKind.Perspective => given.Perspectives,
        DimensionKind.Month => [Month(given.Day)],
        DimensionKind.Week => [Week(given.Day)],
        _ => given.Answers.TryGetProperty(dimension.Question!, out var answer) && questions.TryGetValue(dimension.Question!, out var question)
            ? [.. Answers(question, dimension.Row, answer).Distinct()] : [],
    };

    public static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public static string Week(DateOnly day) =>
        day.AddDays(-(((int)day.DayOfWeek + 6) % 7)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string RecommendationGroup(decimal likely) => likely <= 6 ? "detractor" : likely <= 8 ? "passive" : "promoter";

    /// <summary>The same number is written the same way, however many zeros it came with.</summary>
    public static string Plain(decimal number) => (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);

    static IEnumerable<string> Answers(Question question, string? row, JsonElement answer)
    {
        if (row is not null)
            return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(row, out var cell) ? One(question, cell) : [];
        return answer.ValueKind == JsonValueKind.Array
            ? answer.EnumerateArray().SelectMany(item => One(question, item))
            : One(question, answer);
    }

    static IEnumerable<string> One(Question question, JsonElement answer) => answer.ValueKind switch
    {
        JsonValueKind.String => [answer.GetString()!],
        JsonValueKind.True => ["true"],
        JsonValueKind.False => ["false"],
        JsonValueKind.Number when answer.TryGetDecimal(out var number) =>
            question.Type == QuestionType.NetPromoter ? [Plain(number), RecommendationGroup(number)] : [Plain(number)],
        JsonValueKind.Object when answer.TryGetProperty("other", out _) => [Other],
        _ => [],
    };
}
