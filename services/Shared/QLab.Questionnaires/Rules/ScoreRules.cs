namespace QLab.Questionnaires.Rules;

/// <summary>Scores: what they add up is there, earlier, and counts something.</summary>
static class ScoreRules
{
    public static void Validate(Outline outline, Faults faults)
    {
        var cycles = new Cycles(outline);
        foreach (var place in outline.Places)
        {
            var pointer = $"{place.Pointer}/score";
            if (place.Question.Type == QuestionType.Score)
                faults.AddIf(place.Question.Score is null, pointer, "Say in score what is added up or averaged.");
            else faults.AddIf(place.Question.Score is not null, pointer, $"Only a question of type score has this; an option of {TypeTraits.Name(place.Question.Type)} says what it counts in its own score.");
            if (place.Question is { Type: QuestionType.Score, Score: { } score }) Validate(outline, cycles, place, score, pointer, faults);
        }
    }

    static void Validate(Outline outline, Cycles cycles, Place place, Score score, string pointer, Faults faults)
    {
        for (var i = 0; i < score.Questions.Count; i++)
        {
            faults.AddIf(
                score.Questions.Take(i).Contains(score.Questions[i]), $"{pointer}/questions/{i}", "This question is counted already.");
            if (WhyNot(outline, cycles, place, score.Questions[i]) is { } reason) faults.Add($"{pointer}/questions/{i}", reason);
        }
        faults.AddIf(score.AtLeast > score.Questions.Count, $"{pointer}/atLeast", $"There are {score.Questions.Count} questions: {score.AtLeast} are never answered.");
        faults.AddIf(Math.Abs(score.MultiplyBy ?? 0) > TypeRules.LargestWeight, $"{pointer}/multiplyBy", $"Multiply by something between -{TypeRules.LargestWeight:0} and {TypeRules.LargestWeight:0}.");
        faults.AddIf(
            score.MultiplyBy == 0, $"{pointer}/multiplyBy", "Every score would be 0: leave multiplyBy out, or give another number.");
        for (var i = 1; i < score.Bands.Count; i++)
            faults.AddIf(score.Bands[i].From <= score.Bands[i - 1].From, $"{pointer}/bands/{i}/from", "Bands go upwards, each from a higher score than the one before.");
    }

    static string? WhyNot(Outline outline, Cycles cycles, Place place, string id)
    {
        if (outline.Find(id) is not { } counted) return "There is no question with this id.";
        if (counted.Order >= place.Order) return cycles.Later(place, counted);
        if (!counted.Question.Can(Takes.Points))
            return $"A {TypeTraits.Name(counted.Question.Type)} counts nothing; these count: {TypeTraits.Those(Takes.Points)}.";
        return counted.Question.Can(Takes.Options) && counted.Question.Options.All(option => option.Score is null)
            ? $"No option of {id} has a score: say at each option what it counts." : null;
    }
}
