namespace QLab.Surveys.Results.Figures;

/// <param name="Statistic">Pearson's chi-square, among those who answered both.</param>
/// <param name="CramersV">How strongly the two go together, 0 to 1.</param>
/// <param name="SmallestExpected">Below 5 the chi-square is not to be relied on.</param>
sealed record ChiSquare(double Statistic, int DegreesOfFreedom, double CramersV, double SmallestExpected);

static class Association
{
    /// <returns>Null where there are not two lines and two columns with somebody in them.</returns>
    public static ChiSquare? Of(CrossTable table)
    {
        var lines = Enumerable.Range(0, table.Height).Where(line => table.InLine(line) > 0).ToList();
        var columns = Enumerable.Range(0, table.Width).Where(column => table.InColumn(column) > 0).ToList();
        if (lines.Count < 2 || columns.Count < 2) return null;

        double all = lines.Sum(table.InLine), statistic = 0, smallest = double.MaxValue;
        foreach (var line in lines)
            foreach (var column in columns)
            {
                var expected = table.InLine(line) * (double)table.InColumn(column) / all;
                var difference = table.Count(line, column) - expected;
                (statistic, smallest) = (statistic + difference * difference / expected, Math.Min(smallest, expected));
            }
        return new(
            Math.Round(statistic, 4), (lines.Count - 1) * (columns.Count - 1),
            Math.Round(Math.Sqrt(statistic / all / (Math.Min(lines.Count, columns.Count) - 1)), 4), Math.Round(smallest, 4));
    }
}
