using QLab.Questionnaires.Answering;

namespace QLab.Questionnaires.Rules;

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
