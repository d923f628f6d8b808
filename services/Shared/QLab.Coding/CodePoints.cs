using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace QLab.Coding;

/// <summary>
/// Places in a text, counted in Unicode code points: the same number in every language and tool, whatever the encoding.
/// A place is whole when no character that people see is cut there (a letter and its accent, a family emoji, a line's CR and LF).
/// </summary>
public sealed class CodePoints
{
    readonly string text;
    readonly int[] starts;

    public CodePoints(string text)
    {
        this.text = text;
        var units = new List<int>(text.Length + 1);
        for (var i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1) units.Add(i);
        units.Add(text.Length);
        starts = [.. units];
    }

    public string Text => text;

    public int Length => starts.Length - 1;

    public bool Holds(int start, int end) => start >= 0 && start < end && end <= Length;

    public string Cut(int start, int end) => text[starts[start]..starts[end]];

    /// <summary>By which a change of these words is noticed later.</summary>
    public string HashOf(int start, int end) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Cut(start, end))));

    /// <summary>The smallest range around this one that cuts no character.</summary>
    public (int Start, int End) Whole(int start, int end)
    {
        for (int at = 0, next; at < text.Length; at = next)
        {
            next = at + StringInfo.GetNextTextElementLength(text, at);
            if (at < starts[start] && starts[start] < next) start = IndexOf(at);
            if (at < starts[end] && starts[end] < next) end = IndexOf(next);
        }
        return (start, end);
    }

    int IndexOf(int unit) => Array.BinarySearch(starts, unit);
}
