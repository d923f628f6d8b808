using QLab.Questionnaires.Rules;

namespace QLab.Questionnaires.Versions;

/// <summary>
/// For each question of an earlier version, which of its answers a later one would take. All and none are certain; some means that it
/// depends on the answers.
/// </summary>
sealed class Survivals(Outline before, Outline after)
{
    readonly Dictionary<string, Survival> known = [];

    public static IReadOnlyList<Survival> Between(Definition before, Definition after)
    {
        var survivals = new Survivals(new(before), new(after));
        return [.. new Outline(before).Places.Where(place => place.Question.HoldsSomething()).Select(survivals.Of)];
    }

    Survival Of(Place was)
    {
        if (known.TryGetValue(was.Id, out var settled)) return settled;
        // A condition of the other version may look the other way round; what is asked for meanwhile depends.
        known[was.Id] = new(was.Id, Survive.Some, []);
        return known[was.Id] = after.Find(was.Id) is not { } now ? new(was.Id, Survive.None, ["The question is gone."])
            : Lost(was.Question, now.Question) is { } lost ? new(was.Id, Survive.None, [lost])
            : Doubts(was, now).Distinct().ToList() is { Count: > 0 } doubts ? new(was.Id, Survive.Some, doubts)
            : new(was.Id, Survive.All, []);
    }

    /// <summary>Why no answer can stay; null when some may.</summary>
    static string? Lost(Question was, Question now) =>
        Shape(was) != Shape(now) ? $"A {TypeTraits.Name(was.Type)} is answered otherwise than a {TypeTraits.Name(now.Type)}."
        : was.Repeats != now.Repeats ? "Several answers are written otherwise than one."
        : now.Can(Takes.Unit) && was.Unit != now.Unit ? $"Numbers in {was.Unit ?? "no unit"} mean something else than numbers in {now.Unit ?? "no unit"}."
        : null;

    IEnumerable<string> Doubts(Place was, Place now)
    {
        foreach (var option in was.Question.Options.ExceptBy(now.Question.Options.Select(option => option.Value), option => option.Value))
            yield return $"Answers with the option {option.Value} do not fit any more.";
        foreach (var row in was.Question.Rows.ExceptBy(now.Question.Rows.Select(row => row.Value), row => row.Value))
            yield return $"Answers with the row {row.Value} do not fit any more.";
        if (now.Question.Type == QuestionType.Matrix && now.Question.Required && now.Question.Rows.Count > was.Question.Rows.Count)
            yield return "Every row needs an answer, and there are new ones.";
        foreach (var option in now.Question.Options.Where(option => option.Exclusive && was.Question.Options.Any(o => o.Value == option.Value && !o.Exclusive))) yield return $"{option.Value} goes with no other option now.";
        if (was.Question.Type != now.Question.Type && !Widens(was.Question.Type, now.Question.Type))
            yield return $"A {TypeTraits.Name(now.Question.Type)} is stricter than a {TypeTraits.Name(was.Question.Type)}.";
        foreach (var limit in Limit.Between(was.Question, now.Question).Where(limit => limit is { Tighter: true, AsksAnswers: true }))
            yield return $"{limit.Name} is {Words.Of(limit.After)} now.";
        foreach (var doubt in Visibility(was, now)) yield return doubt;
        if (now.Question.Type == QuestionType.Score && Recounted(was, now))
            yield return "The score is worked out anew, and may come out differently.";
    }

    IEnumerable<string> Visibility(Place was, Place now)
    {
        if (!was.Conditions.Select(Words.Of).SequenceEqual(now.Conditions.Select(Words.Of)))
            yield return "It is shown under other conditions: answers stay where those hold.";
        foreach (var asked in now.Conditions.SelectMany(Outline.Leaves).Select(leaf => leaf.Question!).Distinct())
            if (before.Find(asked) is { } decides && Of(decides).Survive != Survive.All)
                yield return $"{asked} decides whether it is shown, and not every answer to {asked} stays.";
    }

    bool Recounted(Place was, Place now) =>
        !Comparison.Same(was.Question.Score, now.Question.Score)
        || now.Question.Score!.Questions.Any(id => before.Find(id) is not { } counted || after.Find(id) is not { } counts
            || Of(counted).Survive != Survive.All || !counted.Question.Options.Select(Weight).Order().SequenceEqual(counts.Question.Options.Select(Weight).Order()));

    static (string, decimal?) Weight(Option option) => (option.Value, option.Score);

    /// <summary>Types whose answers are written in one way and mean the same.</summary>
    static string Shape(Question question) => question.Type switch
    {
        QuestionType.SingleChoice or QuestionType.Likert => "choice",
        QuestionType.MultipleChoice or QuestionType.Ranking => "choices",
        QuestionType.Rating or QuestionType.Number => "number",
        QuestionType.ShortText or QuestionType.LongText or QuestionType.Email or QuestionType.Url => "text",
        _ => TypeTraits.Name(question.Type),
    };

    /// <remarks>How long a text may be is looked at beside it.</remarks>
    static bool Widens(QuestionType was, QuestionType now) =>
        now is QuestionType.LongText or QuestionType.ShortText or QuestionType.Likert or QuestionType.SingleChoice
            || (was, now) is (QuestionType.Rating, QuestionType.Number);
}
