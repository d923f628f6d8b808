namespace QLab.Tabular.Tests;

/// <summary>
/// CSV read strictly as RFC 4180 says: a quote stands only around a cell or doubled within one, and lines end with CR LF.
/// </summary>
static class CsvText
{
    public static List<string[]> Read(string text, char delimiter = ',')
    {
        var lines = new List<string[]>();
        var cells = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            cells.Add(text[at] == '"' ? Quoted(text, ref at) : Bare(text, delimiter, ref at));
            if (at < text.Length && text[at] == delimiter)
            {
                at++;
                continue;
            }
            text.Substring(at, Math.Min(2, text.Length - at)).ShouldBe("\r\n");
            at += 2;
            lines.Add([.. cells]);
            cells.Clear();
        }
        cells.ShouldBeEmpty("the last line has its end too");
        return lines;
    }

    /// <summary>Each line as a dictionary by the names in the first.</summary>
    public static List<Dictionary<string, string>> Rows(string text, char delimiter = ',')
    {
        var lines = Read(text, delimiter);
        return [.. lines.Skip(1).Select(line =>
        {
            line.Length.ShouldBe(lines[0].Length);
            return lines[0].Zip(line).ToDictionary(cell => cell.First, cell => cell.Second);
        })];
    }

    static string Quoted(string text, ref int at)
    {
        var cell = new System.Text.StringBuilder();
        for (at++; ; at++)
        {
            if (text[at] == '"' && (at + 1 >= text.Length || text[++at] != '"')) return cell.ToString();
            cell.Append(text[at]);
        }
    }

    static string Bare(string text, char delimiter, ref int at)
    {
        var begin = at;
        while (at < text.Length && text[at] != delimiter && text[at] != '\r') at++;
        var cell = text[begin..at];
        cell.IndexOfAny(['"', '\n']).ShouldBe(-1, cell);
        return cell;
    }
}
