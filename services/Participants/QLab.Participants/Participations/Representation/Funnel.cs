using QLab.Participants.Projects.Counts;
using QLab.ServiceDefaults.Disclosure;

namespace QLab.Participants.Participations.Representation;

/// <summary>How many people are alike in what counts here.</summary>
sealed record Alike(
    bool LivedExperience, bool Carer, bool Professional, bool Here, bool Answered, bool Booked, bool Noted, bool Posted, long People)
{
    public bool Has(PerspectiveKind kind) => kind switch
    {
        PerspectiveKind.LivedExperience => LivedExperience,
        PerspectiveKind.Carer => Carer,
        _ => Professional,
    };
}

/// <param name="People">How many; null when withheld.</param>
/// <param name="Share">Of all people at this step; null when it cannot be said.</param>
sealed record RepresentedPerspective(PerspectiveKind Kind, long? People, double? Share);

/// <param name="Step">joined, takingPart, answered, booked, noted or posted.</param>
/// <param name="People">How many reached it; null when that is withheld or cannot be known.</param>
/// <param name="Reason">Why it is null; beside a number, that there may be more.</param>
sealed record RepresentedStep(string Step, long? People, NotKnown? Reason, IReadOnlyList<RepresentedPerspective> Perspectives);

/// <summary>
/// The table of who reached which step, with what must not be seen withheld. Readers know that each step is part of joining, and that
/// at each step people have a perspective or have it not; so those who did not reach a step, and those without a perspective, are
/// counts as well, though none are shown.
/// </summary>
static class Funnel
{
    static readonly PerspectiveKind[] Kinds = Enum.GetValues<PerspectiveKind>();

    static readonly (string Name, Func<Alike, bool> Reached)[] Steps =
    [
        ("joined", _ => true), ("takingPart", people => people.Here), ("answered", people => people.Answered),
        ("booked", people => people.Booked), ("noted", people => people.Noted), ("posted", people => people.Posted),
    ];

    /// <param name="anonymously">Whether there are answers that are nobody's.</param>
    public static IReadOnlyList<RepresentedStep> Of(IReadOnlyList<Alike> people, bool anonymously = false)
    {
        var table = new Table();
        foreach (var (name, reached) in Steps)
        {
            table.Add(people, name, reached, isShown: true);
            if (name != "joined") table.Add(people, $"not {name}", each => !reached(each), isShown: false);
        }
        var withheld = SmallNumbers.Withheld(table.Cells, table.Sums());
        return [.. Steps.Select(step => Shown(step.Name))];

        RepresentedStep Shown(string step)
        {
            var (all, isOpen) = (table.Read(step, "all", withheld), anonymously && step == "answered");
            if (isOpen && all == 0)
                return new(
                    step, null, NotKnown.AnsweredAnonymously, [.. Kinds.Select(kind => new RepresentedPerspective(kind, null, null))]);
            NotKnown? reason = all is null ? NotKnown.SmallNumber : isOpen ? NotKnown.AnsweredAnonymously : null;
            return new(step, all, reason, [.. Kinds.Select(kind =>
            {
                var count = table.Read(step, kind.ToString(), withheld);
                return new RepresentedPerspective(
                    kind, count, count is { } some && all is > 0 and { } whole ? Math.Round(some / (double)whole, 3) : null);
            })]);
        }
    }

    sealed class Table
    {
        readonly Dictionary<(string Step, string Column), int> indexes = [];

        public List<Cell> Cells { get; } = [];

        public void Add(IReadOnlyList<Alike> people, string step, Func<Alike, bool> reached, bool isShown)
        {
            // The public page of the project shows how many take part now.
            Add(step, "all", people.Where(reached), step == "takingPart" ? Known.Elsewhere : isShown ? Known.Shown : Known.Derived);
            foreach (var kind in Kinds)
            {
                Add(step, kind.ToString(), people.Where(each => reached(each) && each.Has(kind)), isShown ? Known.Shown : Known.Derived);
                Add(step, $"not {kind}", people.Where(each => reached(each) && !each.Has(kind)), Known.Derived);
            }
        }

        void Add(string step, string column, IEnumerable<Alike> people, Known known)
        {
            indexes.Add((step, column), Cells.Count);
            Cells.Add(new(people.Sum(each => each.People), known));
        }

        public IReadOnlyList<Sum> Sums() =>
        [
            .. from step in indexes.Keys.Select(key => key.Step).Distinct()
               from kind in Kinds
               select new Sum(indexes[(step, "all")], indexes[(step, kind.ToString())], indexes[(step, $"not {kind}")]),
            .. from step in Steps.Skip(1)
               from column in indexes.Keys.Select(key => key.Column).Distinct()
               select new Sum(indexes[("joined", column)], indexes[(step.Name, column)], indexes[($"not {step.Name}", column)]),
        ];

        public long? Read(string step, string column, bool[] withheld) =>
            indexes[(step, column)] is var index && withheld[index] ? null : Cells[index].Count;
    }
}
