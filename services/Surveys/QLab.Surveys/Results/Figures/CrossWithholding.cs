using QLab.ServiceDefaults.Disclosure;

namespace QLab.Surveys.Results.Figures;

/// <summary>
/// Withholds cells of a table. Readers know the sums of its lines and columns from other views, and those who did not answer are a line
/// and a column too; lines or columns that are withheld in those views count as one here.
/// </summary>
static class CrossWithholding
{
    /// <summary>In a larger table nothing is shown where anything is small: solving it exactly would take too long.</summary>
    const int MostCells = 150;

    /// <param name="table">By line and column, with a last line and a last column for those who did not answer.</param>
    /// <returns>Whether each cell is withheld, without those of the silent; null when nothing can be shown.</returns>
    public static bool[][]? Of(long[][] table)
    {
        var (lines, columns) = (table.Length - 1, table[0].Length - 1);
        long[] byLine =
            [.. table.Select(line => line.Sum())], byColumn = [.. Enumerable.Range(0, columns + 1).Select(c => table.Sum(line => line[c]))];
        var responses = byLine.Sum();
        var (lineSums, columnSums) = (Alone(byLine), Alone(byColumn));
        if (lineSums.Answered || columnSums.Answered) return null;

        int[] lineOf = Merge(lineSums.Parts), columnOf = Merge(columnSums.Parts);
        var (height, width) = (lineOf[^1] + 1, columnOf[^1] + 1);
        var merged = new long[height, width];
        for (var l = 0; l <= lines; l++)
            for (var c = 0; c <= columns; c++) merged[lineOf[l], columnOf[c]] += table[l][c];
        if ((height * width > MostCells ? Coarse(merged) : Solve(merged)) is not { } hidden) return null;
        return [.. Enumerable.Range(0, lines).Select(l => Enumerable.Range(0, columns)
            .Select(c => lineSums.Parts[l] || columnSums.Parts[c] || hidden[lineOf[l] * width + columnOf[c]]).ToArray())];

        Withheld Alone(long[] sums) => Withholding.Of(responses, responses - sums[^1], sums[..^1], isPartition: true);
    }

    /// <summary>Where each index goes when those that are withheld become one; that of the silent comes last.</summary>
    static int[] Merge(IReadOnlyList<bool> withheld)
    {
        var (places, next, together) = (new int[withheld.Count + 1], 0, -1);
        for (var i = 0; i < withheld.Count; i++)
            places[i] = !withheld[i] ? next++ : together >= 0 ? together : together = next++;
        places[^1] = next;
        return places;
    }

    static bool[]? Coarse(long[,] cells) => Withholding.HasSmall(cells.Cast<long>()) ? null : new bool[cells.Length];

    /// <returns>For each cell, line by line, whether it is withheld; null when that takes a sum that is shown elsewhere.</returns>
    static bool[]? Solve(long[,] table)
    {
        var (height, width) = (table.GetLength(0), table.GetLength(1));
        var (cells, sums) = (new List<Cell>(), new List<Sum>());
        for (var l = 0; l < height; l++)
            for (var c = 0; c < width; c++) cells.Add(new(table[l, c], l == height - 1 || c == width - 1 ? Known.Derived : Known.Shown));
        for (var l = 0; l < height; l++) Add([.. Enumerable.Range(l * width, width)]);
        for (var c = 0; c < width; c++) Add([.. Enumerable.Range(0, height).Select(l => l * width + c)]);
        var withheld = SmallNumbers.Withheld(cells, sums);
        return withheld[(height * width)..].Any(sum => sum) ? null : withheld[..(height * width)];

        void Add(int[] parts)
        {
            var whole = parts.Sum(part => cells[part].Count);
            sums.Add(new(cells.Count, parts));
            cells.Add(new(whole, Known.Elsewhere));
        }
    }
}
