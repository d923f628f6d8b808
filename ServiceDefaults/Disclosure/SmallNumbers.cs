namespace QLab.ServiceDefaults.Disclosure;

/// <summary>What readers know of a count before anything is withheld.</summary>
public enum Known
{
    /// <summary>It is to be shown; it may be withheld to protect another.</summary>
    Shown,

    /// <summary>It is shown elsewhere: withheld only when it is small itself, or nothing else is left to withhold.</summary>
    Elsewhere,

    /// <summary>It is shown nowhere, but follows from others: those who do not have a perspective, those who have left.</summary>
    Derived,
}

/// <summary>One count of people.</summary>
/// <param name="Count">How many.</param>
/// <param name="Known">What readers know of it.</param>
public readonly record struct Cell(long Count, Known Known = Known.Shown);

/// <summary>That one count is the sum of others, as every reader can see.</summary>
/// <param name="Whole">Index of the whole.</param>
/// <param name="Parts">Indexes of its parts.</param>
public sealed record Sum(int Whole, params int[] Parts);

/// <summary>
/// Withholds counts from 1 to 7, because they could point at a person, and as many others as it takes that none of them can be worked out
/// from what is shown: not by any chain or combination of subtractions, and not because the rest of a sum is itself small.
/// </summary>
public static class SmallNumbers
{
    /// <summary>The largest count that is withheld for its own sake.</summary>
    public const int Largest = 7;

    /// <summary>Whether a count is withheld for its own sake.</summary>
    /// <param name="count">How many.</param>
    public static bool IsSmall(long count) => count is >= 1 and <= Largest;

    /// <summary>Which counts are not to be shown.</summary>
    /// <param name="cells">All counts, those included that only follow from others.</param>
    /// <param name="sums">How they hang together.</param>
    /// <returns>For each cell, whether it is withheld.</returns>
    public static bool[] Withheld(IReadOnlyList<Cell> cells, IReadOnlyList<Sum> sums)
    {
        bool[] hidden = [.. cells.Select(cell => IsSmall(cell.Count))];
        while (GivesAway(cells, sums, hidden) is { Count: > 0 } open)
        {
            hidden[Cover(cells, sums, open, hidden)] = true;
        }
        return hidden;
    }

    /// <summary>The sums in one of which something more has to be withheld; none when nothing small is given away.</summary>
    static List<Sum> GivesAway(IReadOnlyList<Cell> cells, IReadOnlyList<Sum> sums, bool[] hidden)
    {
        if (sums.FirstOrDefault(sum => LeavesLittle(cells, sum, hidden)) is { } little) return [little];
        var solved = Solved(cells.Count, sums, hidden);
        // What was withheld only to cover another may be worked out, as long as that leads no further.
        return solved.Any(cell => IsSmall(cells[cell].Count)) ? [.. sums.Where(sum => Of(sum).Any(solved.Contains))] : [];
    }

    /// <summary>The hidden parts of a shown whole are known together: a few people, however many cells they stand in.</summary>
    static bool LeavesLittle(IReadOnlyList<Cell> cells, Sum sum, bool[] hidden)
    {
        if (hidden[sum.Whole]) return false;
        var parts = sum.Parts.Where(part => hidden[part]).ToList();
        return parts.Count > 0 && parts.Sum(part => cells[part].Count) <= Largest;
    }

    /// <summary>The sums as linear equations in what is hidden: after elimination, an equation with one unknown gives it away.</summary>
    static HashSet<int> Solved(int cells, IReadOnlyList<Sum> sums, bool[] hidden)
    {
        int[] unknown = [.. Enumerable.Range(0, cells).Where(cell => hidden[cell])];
        var rows = sums.Select(sum => Row(sum, unknown, hidden)).Where(row => row.Any(value => value != 0)).ToList();
        Eliminate(rows, unknown.Length);
        return [.. rows.Where(row => row.Count(value => value != 0) == 1)
            .Select(row => unknown[Array.FindIndex(row, value => value != 0)])];
    }

    static Fraction[] Row(Sum sum, int[] unknown, bool[] hidden)
    {
        var row = new Fraction[unknown.Length];
        Add(sum.Whole, 1);
        foreach (var part in sum.Parts) Add(part, -1);
        return row;

        void Add(int cell, int value)
        {
            if (hidden[cell]) row[Array.IndexOf(unknown, cell)] += value;
        }
    }

    /// <summary>Gauss and Jordan, in exact fractions.</summary>
    static void Eliminate(List<Fraction[]> rows, int columns)
    {
        for (int column = 0, done = 0; column < columns && done < rows.Count; column++)
        {
            var pivot = rows.FindIndex(done, row => row[column] != 0);
            if (pivot < 0) continue;
            (rows[done], rows[pivot]) = (rows[pivot], rows[done]);
            var by = rows[done][column];
            if (by != 1) for (var i = 0; i < columns; i++) rows[done][i] /= by;
            for (var other = 0; other < rows.Count; other++)
            {
                if (other == done || rows[other][column] == 0) continue;
                var times = rows[other][column];
                for (var i = 0; i < columns; i++) if (rows[done][i] != 0) rows[other][i] -= times * rows[done][i];
            }
            done++;
        }
    }

    /// <summary>
    /// What to withhold as well, as near as there is something. There always is: were all that is not zero withheld among the sums that
    /// hang together, every count in them could be twice as large for all that readers know.
    /// </summary>
    static int Cover(IReadOnlyList<Cell> cells, IReadOnlyList<Sum> all, List<Sum> open, bool[] hidden)
    {
        while (true)
        {
            if (Best(cells, open, hidden) is { } cover) return cover;
            var further = all.Where(sum => open.Any(near => Of(near).Intersect(Of(sum)).Any(cell => hidden[cell]))).ToList();
            if (further.Count == open.Count) throw new ArgumentException("A whole is not the sum of its parts.", nameof(cells));
            open = further;
        }
    }

    /// <summary>
    /// What costs readers nothing first, then the smallest part, then a whole. Never a zero: that nobody is there can be guessed.
    /// </summary>
    static int? Best(IReadOnlyList<Cell> cells, List<Sum> sums, bool[] hidden) => sums
        .SelectMany(sum => sum.Parts.Select(part => (Cell: part, IsWhole: false)).Append((Cell: sum.Whole, IsWhole: true)))
        .Where(candidate => !hidden[candidate.Cell] && cells[candidate.Cell].Count > 0)
        .OrderBy(candidate => cells[candidate.Cell].Known switch
        {
            Known.Derived =>
            0,
            Known.Elsewhere => 3,
            _ => candidate.IsWhole ? 2 : 1
        })
        .ThenBy(candidate => cells[candidate.Cell].Count).ThenBy(candidate => candidate.Cell)
        .Select(candidate => (int?)candidate.Cell).FirstOrDefault();

    static IEnumerable<int> Of(Sum sum) => sum.Parts.Append(sum.Whole);

    /// <summary>An exact number: the sums have whole coefficients, and rounding would see dependence where there is none.</summary>
    readonly record struct Fraction
    {
        readonly System.Numerics.BigInteger above, belowLessOne;

        Fraction(System.Numerics.BigInteger above, System.Numerics.BigInteger below)
        {
            if (below.IsOne)
            {
                this.above = above;
                return;
            }
            var divisor = System.Numerics.BigInteger.GreatestCommonDivisor(above, below) * (below.Sign < 0 ? -1 : 1);
            (this.above, belowLessOne) = (above / divisor, below / divisor - 1);
        }

        System.Numerics.BigInteger Below => belowLessOne + 1;

        public static implicit operator Fraction(int value) => new(value, 1);
        public static Fraction operator +(Fraction a, Fraction b) => new(a.above * b.Below + b.above * a.Below, a.Below * b.Below);
        public static Fraction operator -(Fraction a, Fraction b) => new(a.above * b.Below - b.above * a.Below, a.Below * b.Below);
        public static Fraction operator *(Fraction a, Fraction b) => new(a.above * b.above, a.Below * b.Below);
        public static Fraction operator /(Fraction a, Fraction b) => new(a.above * b.Below, a.Below * b.above);
    }
}
