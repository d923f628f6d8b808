using System.Text;

namespace QLab.Surveys.Imports;

/// <summary>Cells as exports write them, read back.</summary>
static class CellText
{
    /// <summary>Exports put an apostrophe before what a spreadsheet would take for a formula.</summary>
    public static string Original(string cell)
    {
        if (!cell.StartsWith('\'')) return cell;
        var begin = cell.AsSpan().IndexOfAnyExcept('\'');
        return begin >= 0 && "=+-@\t\r\n＝＋－＠".Contains(cell[begin], StringComparison.Ordinal) ? cell[1..] : cell;
    }

    /// <summary>Several answers in one cell: parted by semicolons, which are written \; within an answer, and a backslash \\.</summary>
    public static List<string> Split(string cell)
    {
        var (answers, answer) = (new List<string>(), new StringBuilder());
        for (var i = 0; i < cell.Length; i++)
        {
            if (cell[i] != ';') answer.Append(cell[i] == '\\' && i + 1 < cell.Length ? cell[++i] : cell[i]);
            else
            {
                answers.Add(answer.ToString());
                answer.Clear();
            }
        }
        answers.Add(answer.ToString());
        return answers;
    }

    public static bool? Truth(string cell) => cell.Trim().ToLowerInvariant() switch
    {
        "1" or "true" or "yes" => true,
        "0" or "false" or "no" => false,
        _ => null,
    };
}
