using QLab.Coding;
using QLab.Coding.Refi;
using QLab.CodingApi;
using QLab.CodingApi.Refi;

namespace QLab.Workshops.Interviews.Coding.Refi;

/// <summary>A transcript as the one text of a project file.</summary>
static class TranscriptSource
{
    /// <remarks>What a transcript that was written anew no longer says is not exported: its place would be wrong.</remarks>
    public static RefiSource Of(
        CodedOrigin interview, IReadOnlyList<ReadTurn> turns, IReadOnlyList<Passage> passages, IReadOnlyList<Memo> memos, CodeBook book)
    {
        var coded = passages.ToLookup(p => p.Place);
        var text = TranscriptText.Of(turns);
        var selections =
            from span in TranscriptText.Find(text, turns)
            where span.Turn.IsCoded
            let words = new CodePoints(span.Turn.Text)
            from passage in coded[PlaceOf(interview, span.Turn)]
            where passage.QuoteOf(words) is not null
            select RefiMapping.Selection(passage, book, span.Start);
        return new(
            GuidOf(interview), interview.Title, text, [.. selections], [], [.. memos.Where(m => !m.IsAboutTheme).Select(m => m.Id)]);
    }

    /// <summary>
    /// Takes what a file has coded in the transcript. A selection over several turns becomes a passage of each that is a contribution; the
    /// first keeps the id of the coding.
    /// </summary>
    /// <returns>The texts of the file that are not the transcript, but have something in them.</returns>
    public static IReadOnlyList<RefiSource> Take(
        TakeCodings import, CodedOrigin interview, IReadOnlyList<RefiSource> sources, IReadOnlyList<ReadTurn> turns)
    {
        var transcript = sources.FirstOrDefault(s => s.Guid == GuidOf(interview)) ?? sources.FirstOrDefault(s => s.Name == interview.Title);
        if (transcript is not null) Take(import, interview, transcript, TranscriptText.Find(transcript.Text ?? "", turns));
        List<RefiSource> unknown = [.. sources.Where(s => s != transcript && s.Selections.Count + s.Codings.Count + s.Notes.Count > 0)];
        foreach (var source in unknown) import.Leave(source, "This text is not the transcript of the interview.");
        return unknown;
    }

    static void Take(TakeCodings import, CodedOrigin interview, RefiSource transcript, IReadOnlyList<TranscriptText.Span> spans)
    {
        var length = new CodePoints(transcript.Text ?? "").Length;
        foreach (var selection in transcript.Selections.Where(selection => import.IsSound(selection, length)))
        {
            var turns = spans.Where(span => span.Turn.IsCoded && span.Start < selection.End && selection.Start < span.End).ToList();
            if (turns.Count == 0)
                import.Passages.Leave(selection.Guid, "No words that are coded here stand there.", selection.Codings.Count);
            foreach (var (at, (turn, start, end)) in turns.Index())
                import.Take(
                    at == 0 ? selection : Further(interview, selection, turn.Number), PlaceOf(interview, turn), new(turn.Text),
                    Math.Max(selection.Start, start) - start, Math.Min(selection.End, end) - start);
        }
        foreach (var coding in transcript.Codings)
            import.Passages.Leave(coding.Guid, "It codes the transcript as a whole; here words of turns are coded.");
        import.TakeMemosAbout(transcript, interview.Id);
    }

    static RefiSelection Further(CodedOrigin interview, RefiSelection selection, int turn) => selection with
    {
        Codings = [.. selection.Codings.Select(coding => coding with { Guid = RefiGuid.Of("turn", interview.Id, coding.Guid, turn) })],
    };

    static TextPlace PlaceOf(CodedOrigin interview, ReadTurn turn) => InterviewTexts.PlaceOf(interview.Id, turn.SpeakerId, turn.Number);

    static Guid GuidOf(CodedOrigin interview) => RefiGuid.OfText(interview.Id, "transcript");
}
