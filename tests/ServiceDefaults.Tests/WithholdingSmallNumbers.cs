using QLab.ServiceDefaults.Disclosure;

namespace QLab.ServiceDefaults.Tests;

public sealed class WithholdingSmallNumbers
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(7, true)]
    [InlineData(8, false)]
    public void Counts_from_one_to_seven_are_withheld(long count, bool withheld) =>
        SmallNumbers.Withheld([new(count)], []).ShouldBe([withheld]);

    [Fact]
    public void One_small_part_takes_the_smallest_other_part_with_it() =>
        SmallNumbers.Withheld([new(100), new(3), new(60), new(37)], [new(0, 1, 2, 3)]).ShouldBe([false, true, false, true]);

    [Fact]
    public void Small_parts_that_are_few_together_take_another_with_them() =>
        SmallNumbers.Withheld([new(42), new(1), new(1), new(40)], [new(0, 1, 2, 3)])
            .ShouldBe([false, true, true, true], "42 - 40 = 2 people in two cells");

    [Fact]
    public void What_nobody_is_shown_protects_without_cost() =>
        SmallNumbers.Withheld([new(23), new(3), new(20, Known.Derived)], [new(0, 1, 2)]).ShouldBe([false, true, true]);

    [Fact]
    public void A_small_complement_withholds_what_would_give_it_away() =>
        SmallNumbers.Withheld([new(23, Known.Elsewhere), new(20), new(3, Known.Derived)], [new(0, 1, 2)]).ShouldBe([false, true, true]);

    [Fact]
    public void A_small_difference_between_two_steps_withholds_one_of_them()
    {
        var withheld = SmallNumbers.Withheld([new(50), new(46), new(4, Known.Derived)], [new(0, 1, 2)]);
        withheld.Take(2).ShouldContain(true);
    }

    [Fact]
    public void Nothing_small_follows_from_what_is_shown()
    {
        var chance = new Random(20181101);
        for (var round = 0; round < 400; round++)
        {
            var (cells, sums) = CrossTable(chance, rows: chance.Next(2, 5), columns: chance.Next(2, 5));
            var withheld = SmallNumbers.Withheld(cells, sums);

            for (var cell = 0; cell < cells.Count; cell++) if (SmallNumbers.IsSmall(cells[cell].Count)) withheld[cell].ShouldBeTrue();
            var other = AnotherTable(cells.Count, sums, withheld, chance);
            for (var cell = 0; cell < cells.Count; cell++)
                if (SmallNumbers.IsSmall(cells[cell].Count))
                    other[cell].ShouldNotBe(0, $"round {round}: cell {cell} is fixed by what is shown");
            foreach (var sum in sums.Where(sum => !withheld[sum.Whole]))
                sum.Parts.Where(part => withheld[part])
                    .Sum(part => cells[part].Count)
                    .ShouldSatisfyAllConditions(rest => SmallNumbers.IsSmall(rest).ShouldBeFalse());
        }
    }

    /// <summary>Counts by rows and columns with both kinds of totals, as any table of two features has them.</summary>
    static (List<Cell> Cells, List<Sum> Sums) CrossTable(Random chance, int rows, int columns)
    {
        var cells = new long[rows + 1, columns + 1];
        for (var r = 0; r < rows; r++)
            for (var c = 0; c < columns; c++)
                cells[r, c] = chance.Next(4) switch { 0 => 0, 1 => chance.Next(1, 8), _ => chance.Next(8, 60) };
        for (var r = 0; r < rows; r++) for (var c = 0; c < columns; c++) cells[r, columns] += cells[r, c];
        for (var c = 0; c <= columns; c++) for (var r = 0; r < rows; r++) cells[rows, c] += cells[r, c];
        int At(int r, int c) => r * (columns + 1) + c;
        List<Sum> sums =
        [
            .. Enumerable.Range(0, rows + 1).Select(r => new Sum(At(r, columns), [.. Enumerable.Range(0, columns).Select(c => At(r, c))])),
            .. Enumerable.Range(0, columns + 1).Select(c => new Sum(At(rows, c), [.. Enumerable.Range(0, rows).Select(r => At(r, c))])),
        ];
        return ([.. cells.Cast<long>().Select(count => new Cell(count, chance.Next(6) == 0 ? Known.Derived : Known.Shown))], sums);
    }

    /// <summary>
    /// A change of the withheld cells alone that keeps every sum: a random vector, projected on the solutions of the sums. Where it is
    /// zero, readers can work the cell out. Found by least squares, not by the elimination that the code under test uses.
    /// </summary>
    static double[] AnotherTable(int cells, List<Sum> sums, bool[] withheld, Random chance)
    {
        var change = new double[cells];
        for (var i = 0; i < cells; i++) if (withheld[i]) change[i] = chance.NextDouble() + 0.5;
        // Kaczmarz: projecting on each sum in turn converges to the nearest vector that keeps them all.
        for (var turn = 0; turn < 4_000; turn++)
            foreach (var sum in sums)
            {
                int[] hidden = [.. sum.Parts.Append(sum.Whole).Where(cell => withheld[cell])];
                if (hidden.Length == 0) continue;
                var off = hidden.Sum(cell => cell == sum.Whole ? change[cell] : -change[cell]);
                foreach (var cell in hidden) change[cell] -= (cell == sum.Whole ? 1 : -1) * off / hidden.Length;
            }
        return [.. change.Select(value => Math.Abs(value) < 1e-6 ? 0 : value)];
    }
}
