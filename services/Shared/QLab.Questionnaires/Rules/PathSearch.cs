using System.Text.Json;
using QLab.Questionnaires.Answering;

namespace QLab.Questionnaires.Rules;

/// <summary>How a walk goes on after a look at it.</summary>
enum SearchStep
{
    GoOn,
    TurnBack,
    Stop,
}

/// <summary>A walk through some questions so far: what was settled, shown and answered.</summary>
sealed class QuestionPath
{
    public Dictionary<string, JsonElement> Answers { get; } = [];
    public HashSet<string> Settled { get; } = [];
    public HashSet<string> Shown { get; } = [];

    /// <summary>Whether a condition holds however the walk goes on; null while that is open.</summary>
    public bool? Settles(Condition condition) => condition switch
    {
        { All: { } all } => All(all.Select(Settles)),
        { Any: { } any } => !All(any.Select(part => !Settles(part))),
        _ => Settled.Contains(condition.Question!) ? Conditions.Hold(condition, Answers) : null,
    };

    public static bool? All(IEnumerable<bool?> parts)
    {
        bool? sum = true;
        foreach (var part in parts)
        {
            if (part == false) return false;
            if (part is null) sum = null;
        }
        return sum;
    }
}

/// <summary>Goes through a questionnaire in every way that its conditions tell apart.</summary>
sealed class PathSearch(Outline outline)
{
    readonly Dictionary<string, IReadOnlyList<JsonElement>?> candidates = [];
    ILookup<string, Condition> asked = Enumerable.Empty<Condition>().ToLookup(leaf => leaf.Question!);

    /// <summary>What the last budget left.</summary>
    public int Left { get; private set; }

    /// <param name="steps">The questions to settle, in page order, with all that decides whether they are shown.</param>
    /// <param name="goals">The conditions that are looked at besides those of the steps.</param>
    /// <param name="look">Called before each step and at the end.</param>
    /// <param name="budget">How many steps at most, all walks together.</param>
    /// <returns>Whether the look said stop; null when the budget did not last.</returns>
    public bool? Go(IReadOnlyList<Place> steps, IReadOnlyList<Condition> goals, Func<QuestionPath, int, SearchStep> look, int budget)
    {
        Left = budget;
        candidates.Clear();
        asked = goals.Concat(steps.Select(step => step.Question.ShownWhen)).SelectMany(Outline.Leaves).ToLookup(leaf => leaf.Question!);
        return Go(steps, 0, new QuestionPath(), look);
    }

    bool? Go(IReadOnlyList<Place> steps, int at, QuestionPath walk, Func<QuestionPath, int, SearchStep> look)
    {
        if (Left == 0) return null;
        Left--;
        var seen = look(walk, at);
        if (seen == SearchStep.Stop) return true;
        if (seen == SearchStep.TurnBack || at == steps.Count) return false;

        var place = steps[at];
        var shown =
            (place.Section is null || walk.Shown.Contains(place.Section.Id)) && Conditions.Hold(place.Question.ShownWhen, walk.Answers);
        walk.Settled.Add(place.Id);
        if (shown) walk.Shown.Add(place.Id);
        var found = shown ? Answer(steps, at, walk, look) : Go(steps, at + 1, walk, look);
        walk.Settled.Remove(place.Id);
        walk.Shown.Remove(place.Id);
        return found;
    }

    bool? Answer(IReadOnlyList<Place> steps, int at, QuestionPath walk, Func<QuestionPath, int, SearchStep> look)
    {
        var question = steps[at].Question;
        if (question.HoldsSomething())
        {
            if (!candidates.TryGetValue(question.Id, out var answers))
            {
                candidates[question.Id] = answers = Candidates.Of(question, outline, [.. asked[question.Id]]);
                Left = Math.Max(0, Left - (answers?.Count ?? 0));
            }
            if (answers is null) return null;
            foreach (var answer in answers)
            {
                walk.Answers[question.Id] = answer;
                if (Go(steps, at + 1, walk, look) is not false and var found) return Undone(found);
            }
            walk.Answers.Remove(question.Id);
            if (question.Required) return false;
        }
        return Go(steps, at + 1, walk, look);

        bool? Undone(bool? found)
        {
            walk.Answers.Remove(question.Id);
            return found;
        }
    }
}

/// <summary>Questions that no response can bring up.</summary>
static class Reachability
{
    const int MostSteps = 20_000, MostComparisons = 1_000_000;

    /// <summary>
    /// Where other faults leave open what a condition means, nothing is said; nor where looking through all ways would take too long.
    /// </summary>
    public static void Validate(Outline outline, Faults faults)
    {
        var (walks, left) = (new PathSearch(outline), MostComparisons);
        var unclear = outline.Places.Where(place => faults.AnyAt(place.Pointer)).ToHashSet();
        var dead = new HashSet<Place>();
        foreach (var place in outline.Places.Where(place => place.Question.ShownWhen is not null))
        {
            if (left <= 0) return;
            var steps = outline.Behind(place.Around.Prepend(place));
            if (place.Around.Any(dead.Contains) || steps.Contains(place) || unclear.Overlaps(steps.Concat(place.Around).Append(place)))
                continue;

            var conditions = place.Conditions.ToList();
            var cost =
                1 + conditions.Concat(steps.Select(step => step.Question.ShownWhen)).Sum(condition => Outline.Leaves(condition).Count());
            var budget = Math.Min(MostSteps, left / cost);
            var reachable = walks.Go(steps, conditions, (walk, _) => Verdict(QuestionPath.All(conditions.Select(walk.Settles))), budget);
            left -= (1 + budget - walks.Left) * cost;
            if (reachable is not false) continue;
            dead.Add(place);
            faults.Add($"{place.Pointer}/shownWhen", "No answers bring this up: what it asks for, and what the questions and sections it depends on ask for, is never true together.");
        }
    }

    static SearchStep Verdict(bool? shown) =>
        shown switch { true => Rules.SearchStep.Stop, false => Rules.SearchStep.TurnBack, null => Rules.SearchStep.GoOn };
}
