namespace QLab.Questionnaires.Rules;

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
