using System.Text.Json;
using QLab.Questionnaires;

namespace QLab.Questionnaires.Answering;

public static class Scoring
{
    /// <returns>Null when too few of its questions are answered.</returns>
    public static decimal? Of(
        Question score, IReadOnlyDictionary<string, Question> questions, IReadOnlyDictionary<string, JsonElement> answers)
    {
        if (score.Score is not { } how) return null;
        var counted = how.Questions
            .Select(id => questions.TryGetValue(id, out var question) && answers.TryGetValue(id, out var answer) ? Points(question, answer) : null)
            .OfType<decimal>().ToList();
        if (counted.Count == 0 || counted.Count < (how.AtLeast ?? how.Questions.Count)) return null;
        var value = how.Method == ScoreMethod.Sum ? counted.Sum() : counted.Sum() / counted.Count;
        return value * (how.MultiplyBy ?? 1);
    }

    /// <summary>The band that a score falls into; none below the first.</summary>
    public static Band? BandOf(Score score, decimal value) => score.Bands.LastOrDefault(band => band.From <= value);

    /// <summary>What one answer counts; null when it counts nothing, such as an answer in somebody's own words.</summary>
    static decimal? Points(Question question, JsonElement answer) => answer.ValueKind switch
    {
        JsonValueKind.Number => answer.GetDecimal(),
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.String => question.Options.FirstOrDefault(option => answer.ValueEquals(option.Value))?.Score,
        JsonValueKind.Array => Sum(question, answer.EnumerateArray()),
        JsonValueKind.Object when question.Type == QuestionType.Quantity => answer.GetProperty("value").GetDecimal(),
        JsonValueKind.Object when question.Type == QuestionType.Matrix => Sum(question, answer.EnumerateObject().Select(row => row.Value)),
        _ => null,
    };

    static decimal? Sum(Question question, IEnumerable<JsonElement> answers)
    {
        var points = answers.Select(answer => Points(question, answer)).OfType<decimal>().ToList();
        return points.Count == 0 ? null : points.Sum();
    }
}
