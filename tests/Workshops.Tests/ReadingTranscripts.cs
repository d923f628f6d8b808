using QLab.PropertyTesting;
using QLab.Workshops.Interviews;

namespace QLab.Workshops.Tests;

public sealed class ReadingTranscripts
{
    static readonly string[] Speakers = ["I", "P1", "Peer 2"];

    [Fact]
    public void Plain_text_goes_on_until_another_name_and_a_colon_in_a_sentence_is_no_name()
    {
        var (turns, faults) = TranscriptReader.Read("I: What is a usual day?\n\nP1: There are two things: pain and waiting.\nAnd one thing more: hope.\npeer 2:  Yes.\n", TranscriptFormat.PlainText, Speakers);
        faults.ShouldBeEmpty();
        turns.ShouldBe([new("I", "What is a usual day?", null), new("P1", "There are two things: pain and waiting.\nAnd one thing more: hope.", null), new("Peer 2", "Yes.", null)]);
    }

    [Fact]
    public void WebVTT_with_voices_notes_styles_and_markup()
    {
        const string vtt = """
            WEBVTT - Interview
            Kind: captions

            NOTE not said

            STYLE
            ::cue { color: red }

            first
            00:01.500 --> 00:04.000 align:start
            <v I>What <i>helps</i>?</v>

            00:00:04.000 --> 00:00:06.000
            <v.loud P1>Sleep &amp; quiet.

            01:00:06.250 --> 01:00:08.000
            <v P1>And time.</v> <v Peer 2>Time.</v>
            """;
        var (turns, faults) = TranscriptReader.Read(vtt, TranscriptFormat.WebVtt, Speakers);
        faults.ShouldBeEmpty();
        turns.ShouldBe([new("I", "What helps?", 1.5), new("P1", "Sleep & quiet. And time.", 4), new("Peer 2", "Time.", 3606.25)]);
    }

    [Fact]
    public void SubRip_with_names_before_the_words()
    {
        const string srt = "1\r\n00:00:01,000 --> 00:00:02,000\r\nI: What helps?\r\n\r\n2\r\n00:00:02,500 --> 00:00:04,000\r\nP1: <i>Sleep</i>\r\nand quiet.\r\n";
        var (turns, faults) = TranscriptReader.Read(srt, TranscriptFormat.SubRip, Speakers);
        faults.ShouldBeEmpty();
        turns.ShouldBe([new("I", "What helps?", 1), new("P1", "Sleep and quiet.", 2.5)]);
    }

    [Theory]
    [InlineData("Hello.", TranscriptFormat.PlainText, 1)]
    [InlineData("I: Hello.\nP9: Hello.", TranscriptFormat.PlainText, 2)]
    [InlineData("I: Hello.", TranscriptFormat.WebVtt, 1)]
    [InlineData("1\nI: Hello.", TranscriptFormat.SubRip, 1)]
    [InlineData("1\n0:1 --> 0:2\nI: Hello.", TranscriptFormat.SubRip, 2)]
    [InlineData("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Me>Hello.</v>", TranscriptFormat.WebVtt, 4)]
    [InlineData("", TranscriptFormat.PlainText, 1)]
    public void What_cannot_be_read_is_said_with_its_line(string text, TranscriptFormat format, int line) =>
        TranscriptReader.Read(text, format, Speakers).Faults.Select(fault => fault.Line).ShouldContain(line);

    [Fact]
    public void Whatever_is_sent_is_read_or_refused_and_every_turn_has_a_speaker_and_words() => Property.Holds(500, choices =>
    {
        string[] pieces = ["WEBVTT", "\n", "\n\n", "I: ", "P1: ", "P9: ", "<v I>", "</v>", "<v ", "00:01.000 --> 00:02.000", "00:00:01,000 --> x", "words", ":", "<", "&amp;", "1"];
        var text = string.Concat(choices.Some(0, 25, _ => choices.Of(pieces)));
        var (turns, _) = TranscriptReader.Read(text, choices.Pick(Enum.GetValues<TranscriptFormat>()), Speakers);
        turns.ShouldAllBe(turn => Speakers.Contains(turn.Speaker) && turn.Text.Length > 0);
    });

    [Fact]
    public void Pairs_are_drawn_of_all_but_one_at_most_the_same_for_the_same_number_and_anew_while_that_can_be() => Property.Holds(200, choices =>
    {
        Guid[] people = [.. choices.Some(0, 12, _ => choices.Id()).Distinct()];
        var seed = choices.Next(1000);
        var none = new HashSet<(Guid, Guid)>();
        var (pairs, left) = PeerPairs.Draw(people, seed, none);
        PeerPairs.Draw(people.Reverse(), seed, none).Pairs.ShouldBe(pairs, "neither chance nor order decides, the number does");
        pairs.SelectMany(pair => new[] { pair.One, pair.Other }).Concat(left is { } one ? [one] : []).ShouldBe(people, ignoreOrder: true);
        (left is null).ShouldBe(people.Length % 2 == 0);
        if (people.Length >= 4) PeerPairs.Draw(people, seed + 1, pairs.ToHashSet()).Pairs
            .ShouldAllBe(pair => !pairs.Contains(pair) && !pairs.Contains(new(pair.Other, pair.One)));
    });
}
