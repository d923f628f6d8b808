using System.Buffers;
using System.Text;

namespace QLab.Surveys.Exports;

/// <summary>What a cell of text may look like, and how it is read back.</summary>
static class Cells
{
    /// <summary>Between several answers in one cell; within an answer it is written <c>\;</c> and a backslash <c>\\</c>.</summary>
    public const char Between = ';';

    static readonly SearchValues<byte> Special = SearchValues.Create(";\\"u8);

    /// <summary>
    /// Spreadsheets run a text that begins like a formula, so an apostrophe is put before it. One that already has apostrophes before such
    /// a beginning gets one more, so that taking one away gives back the text whatever it was.
    /// </summary>
    public static bool LooksLikeFormula(ReadOnlySpan<byte> text)
    {
        var begin = text.IndexOfAnyExcept((byte)'\'');
        return begin >= 0 && (text[begin] is (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (byte)'\t' or (byte)'\r' or (byte)'\n' || IsFullWidth(text[begin..]));
    }

    /// <summary>The text that was given, from a cell as exports write it.</summary>
    public static string Original(string cell) =>
        cell.StartsWith('\'') && LooksLikeFormula(Encoding.UTF8.GetBytes(cell)) ? cell[1..] : cell;

    /// <summary>The answers in a joined cell; one that is missing beside others is an empty text.</summary>
    public static IReadOnlyList<string> Split(string cell)
    {
        var answers = new List<string>();
        var answer = new StringBuilder();
        for (var i = 0; i < cell.Length; i++)
        {
            if (cell[i] == Between)
            {
                answers.Add(answer.ToString());
                answer.Clear();
            }
            else
            {
                answer.Append(cell[i] == '\\' && i + 1 < cell.Length ? cell[++i] : cell[i]);
            }
        }
        answers.Add(answer.ToString());
        return answers;
    }

    /// <summary>Adds one answer to a joined cell.</summary>
    public static void Escape(ReadOnlySpan<byte> answer, IBufferWriter<byte> cell)
    {
        for (var special = answer.IndexOfAny(Special); special >= 0; special = answer.IndexOfAny(Special))
        {
            cell.Write(answer[..special]);
            cell.Write([(byte)'\\', answer[special]]);
            answer = answer[(special + 1)..];
        }
        cell.Write(answer);
    }

    /// <remarks>The full-width forms of = + - @ (U+FF1D, U+FF0B, U+FF0D, U+FF20), which some spreadsheets take for the plain ones.</remarks>
    static bool IsFullWidth(ReadOnlySpan<byte> text) =>
        text is [0xEF, 0xBC, 0x9D or 0x8B or 0x8D or 0xA0, ..];
}
