namespace QLab.Questionnaires.Rules;

/// <summary>Questions that wait for each other.</summary>
sealed class Cycles(Outline outline)
{
    const int MostLookedFor = 100;
    int lookedFor;

    /// <summary>What to say of a question that asks about one that is not before it.</summary>
    public string Later(Place asker, Place target) =>
        lookedFor++ < MostLookedFor && Path(target, asker) is { } path
            ? $"This goes round in a ring: {string.Join(" → ", path.Prepend(asker).Select(place => place.Id))}. None of them can be settled first: take one of these references away."
            : $"{target.Id} comes later. Ask about earlier questions only: move {target.Id} up, or this one down.";

    /// <returns>The way from one to the other by what each needs, both included; null when there is none.</returns>
    List<Place>? Path(Place from, Place to)
    {
        var (before, left) = (new Dictionary<Place, Place?> { [from] = null }, new Queue<Place>([from]));
        while (left.TryDequeue(out var place))
        {
            if (place == to) return Back(place);
            foreach (var next in outline.Needs(place))
                if (before.TryAdd(next, place)) left.Enqueue(next);
        }
        return null;

        List<Place> Back(Place end)
        {
            var path = new List<Place>();
            for (Place? step = end; step is not null; step = before[step]) path.Insert(0, step);
            return path;
        }
    }
}
