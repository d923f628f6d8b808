using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace QLab.Workshops.Interviews;

public enum TranscriptFormat
{
    PlainText,
    WebVtt,
    SubRip,
}

/// <param name="Seconds">When it begins in the recording; null where the transcript does not say.</param>
public sealed record SpokenTurn(string Speaker, string Text, double? Seconds);

/// <summary>
/// Reads who said what: plain text with <c>Name: words</c>, WebVTT with voices (W3C) or such names, and SubRip. Captions of one speaker
/// that follow each other are one turn.
/// </summary>
static partial class TranscriptReader
{
    /// <param name="text">The transcript.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="speakers">The names that may stand in it; letter case does not matter.</param>
    /// <returns>The turns, and what is wrong, by the number of the line.</returns>
    public static (IReadOnlyList<SpokenTurn> Turns, IReadOnlyList<(int Line, string Fault)> Faults) Read(
        string text, TranscriptFormat format, IReadOnlyCollection<string> speakers)
    {
        var reading = new Reading(speakers);
        string[] lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        if (format == TranscriptFormat.PlainText) reading.Plain(lines);
        else reading.Captions(lines, format);
        if (reading.Turns.Count == 0 && reading.Faults.Count == 0) reading.Faults.Add((1, "Nobody says anything."));
        return (reading.Turns, reading.Faults);
    }

    sealed class Reading(IReadOnlyCollection<string> speakers)
    {
        public List<SpokenTurn> Turns { get; } = [];

        public List<(int Line, string Fault)> Faults { get; } = [];

        public void Plain(string[] lines)
        {
            for (var at = 0; at < lines.Length; at++)
                if (lines[at].Trim() is { Length: > 0 } line) Say(at + 1, line, null, "\n");
        }

        public void Captions(string[] lines, TranscriptFormat format)
        {
            var at = 0;
            if (format == TranscriptFormat.WebVtt)
            {
                if (!lines[0].StartsWith("WEBVTT", StringComparison.Ordinal)) Faults.Add((1, "A WebVTT file begins with WEBVTT."));
                while (at < lines.Length && lines[at].Length > 0) at++;
            }
            while (at < lines.Length)
            {
                while (at < lines.Length && lines[at].Trim().Length == 0) at++;
                var timing = at;
                while (timing < lines.Length && lines[timing].Trim().Length > 0 && !lines[timing].Contains("-->", StringComparison.Ordinal))
                    timing++;
                if (timing == lines.Length || lines[timing].Trim().Length == 0)
                {
                    // A note, a style, or what is no caption at all.
                    if (at < timing && format == TranscriptFormat.SubRip) Faults.Add((at + 1, "This is no caption: it has no times."));
                    at = timing;
                    continue;
                }
                var begins = Time().Match(lines[timing]);
                if (!begins.Success) Faults.Add((timing + 1, "These are no times such as 00:01:02.345 --> 00:01:05.000."));
                for (at = timing + 1; at < lines.Length && lines[at].Trim().Length > 0; at++) Caption(at + 1, lines[at], SecondsOf(begins));
            }
        }

        void Caption(int line, string payload, double? seconds)
        {
            var voices = Voice().Matches(payload);
            if (voices.Count == 0) Say(line, Words(payload), seconds, " ");
            foreach (Match voice in voices)
                if (Known(voice.Groups["name"].Value.Trim()) is { } speaker) Add(speaker, Words(voice.Groups["words"].Value), seconds, " ");
                else Unknown(line, voice.Groups["name"].Value.Trim());
        }

        /// <summary>A line that begins with a name begins a turn; another goes on with the one before.</summary>
        void Say(int line, string words, double? seconds, string joint)
        {
            var named = Named().Match(words);
            var name = named.Groups["name"].Value;
            if (named.Success && Known(name) is { } speaker) Add(speaker, named.Groups["words"].Value, seconds, joint);
            else if (named.Success && !name.Contains(' ', StringComparison.Ordinal)) Unknown(line, name);
            else if (Turns.Count > 0) Add(Turns[^1].Speaker, words, seconds, joint);
            else Faults.Add((line, "It is not said who begins; write the name and a colon before the words."));
        }

        void Add(string speaker, string words, double? seconds, string joint)
        {
            if (words.Length == 0) return;
            if (Turns.Count > 0 && Turns[^1].Speaker == speaker) Turns[^1] = Turns[^1] with { Text = $"{Turns[^1].Text}{joint}{words}" };
            else Turns.Add(new(speaker, words, seconds));
        }

        void Unknown(int line, string name) =>
            Faults.Add((line, $"There is no speaker {name}; there are {string.Join(", ", speakers)}."));

        string? Known(string name) => speakers.FirstOrDefault(speaker => string.Equals(speaker, name, StringComparison.OrdinalIgnoreCase));

        static string Words(string payload) => WebUtility.HtmlDecode(Tag().Replace(payload, "")).Trim();

        static double? SecondsOf(Match time) => time.Success
            ? (time.Groups["h"].Success ? Number(time, "h") * 3600 : 0) + Number(time, "m") * 60 + Number(time, "s") + Number(time, "ms") / 1000
            : null;

        static double Number(Match time, string part) => double.Parse(time.Groups[part].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^\s*(?:(?<h>\d{1,4}):)?(?<m>\d\d):(?<s>\d\d)[.,](?<ms>\d{3})\s*-->")]
    private static partial Regex Time();

    [GeneratedRegex(@"<v(?:\.[^\s>]+)*\s+(?<name>[^>]+)>(?<words>.*?)(?=</v>|<v[.\s]|$)")]
    private static partial Regex Voice();

    [GeneratedRegex(@"^(?<name>[\p{L}\p{N}][^:\n]{0,39}?)\s*:(?:\s+(?<words>.*)|)$")]
    private static partial Regex Named();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
