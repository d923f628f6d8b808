namespace QLab.Questionnaires.Rules;

/// <summary>Where a question stands.</summary>
/// <param name="Question">The question.</param>
/// <param name="Pointer">Its JSON Pointer.</param>
/// <param name="Order">Its place in page order.</param>
/// <param name="Section">What it stands in.</param>
sealed record Place(Question Question, string Pointer, int Order, Place? Section)
{
    public string Id => Question.Id;

    public bool Equals(Place? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Order;

    public int Depth => Section is null ? 1 : Section.Depth + 1;

    /// <summary>Its section, the section of that, and so on.</summary>
    public IEnumerable<Place> Around => Section is null ? [] : Section.Around.Prepend(Section);

    /// <summary>What has to hold for it to be shown: its own condition and those of the sections around it.</summary>
    public IEnumerable<Condition> Conditions => Around.Prepend(this).Select(place => place.Question.ShownWhen).OfType<Condition>();
}

/// <summary>A definition laid out in page order.</summary>
sealed class Outline
{
    readonly Dictionary<string, Place> byId = [];
    readonly Dictionary<Place, IReadOnlyList<Place>> asked = [];

    public Outline(Definition definition)
    {
        Definition = definition;
        Places = [.. Lay(definition.Questions, "/questions", null, [0])];
        foreach (var place in Places) byId.TryAdd(place.Id, place);
    }

    public Definition Definition { get; }

    public IReadOnlyList<Place> Places { get; }

    public Place? Find(string? id) => id is not null && byId.TryGetValue(id, out var place) ? place : null;

    /// <summary>
    /// What decides whether a question is shown and what it holds: its section, the questions of its condition, those that it scores.
    /// </summary>
    public IEnumerable<Place> Needs(Place place) =>
        Asked(place).Concat((place.Question.Score?.Questions ?? []).Select(Find).OfType<Place>());

    /// <summary>What decides whether a question is shown.</summary>
    public IReadOnlyList<Place> Asked(Place place)
    {
        if (!asked.TryGetValue(place, out var known)) asked[place] = known = [.. AskedAnew(place).Distinct()];
        return known;
    }

    IEnumerable<Place> AskedAnew(Place place) =>
        Leaves(place.Question.ShownWhen).Select(leaf => Find(leaf.Question))
            .OfType<Place>()
            .Concat(place.Section is { } section ? [section] : []);

    /// <summary>The conditions about a question in a condition.</summary>
    public static IEnumerable<Condition> Leaves(Condition? condition) => condition switch
    {
        null => [],
        { Question: not null } => [condition],
        _ => (condition.All ?? []).Concat(condition.Any ?? []).SelectMany(Leaves),
    };

    /// <summary>Everything that decides, step by step, whether some questions are shown; in page order.</summary>
    public IReadOnlyList<Place> Behind(IEnumerable<Place> places)
    {
        var (seen, left) = (new HashSet<Place>(), new Stack<Place>(places.SelectMany(Asked)));
        while (left.TryPop(out var place))
            if (seen.Add(place)) foreach (var next in Asked(place)) left.Push(next);
        return [.. seen.OrderBy(place => place.Order)];
    }

    static IEnumerable<Place> Lay(IReadOnlyList<Question> questions, string pointer, Place? section, int[] next)
    {
        for (var i = 0; i < questions.Count; i++)
        {
            var place = new Place(questions[i], $"{pointer}/{i}", next[0]++, section);
            yield return place;
            foreach (var inner in Lay(questions[i].Questions, $"{place.Pointer}/questions", place, next)) yield return inner;
        }
    }
}

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
