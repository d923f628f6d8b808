using System.Text;

namespace QLab.Workshops.Interviews.Coding.Refi;

/// <summary>
/// A transcript as one text, for programs that know of no turns: each on a line of its own, after the name of who says it, as
/// <see cref="TranscriptReader"/> reads it.
/// </summary>
static class TranscriptText
{
    /// <param name="Turn">What is said.</param>
    /// <param name="Start">Where its words begin in the text, in Unicode code points.</param>
    /// <param name="End">Where they end.</param>
    public sealed record Span(ReadTurn Turn, int Start, int End);

    public static string Of(IEnumerable<ReadTurn> turns) => string.Join('\n', turns.Select(LineOf));

    /// <summary>
    /// Where the turns stand in a text, one after the other. Those that it does not hold are passed over: somebody may have given or
    /// withdrawn a consent since it was written.
    /// </summary>
    public static IReadOnlyList<Span> Find(string text, IEnumerable<ReadTurn> turns)
    {
        var (spans, at, points) = (new List<Span>(), 0, 0);
        foreach (var turn in turns)
        {
            var line = LineOf(turn);
            if (IndexOf(text, line, at) is not { } begin) continue;
            var words = begin + line.Length - turn.Text.Length;
            var start = points + CountOf(text.AsSpan(at..words));
            points = start + CountOf(turn.Text);
            at = begin + line.Length;
            spans.Add(new(turn, start, points));
        }
        return spans;
    }

    static string LineOf(ReadTurn turn) => $"{turn.Speaker}: {turn.Text}";

    static int? IndexOf(string text, string line, int from)
    {
        for (var at = from; (at = text.IndexOf(line, at, StringComparison.Ordinal)) >= 0; at++)
            if ((at == 0 || text[at - 1] == '\n') && (at + line.Length == text.Length || text[at + line.Length] is '\n' or '\r')) return at;
        return null;
    }

    static int CountOf(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes()) count++;
        return count;
    }
}
