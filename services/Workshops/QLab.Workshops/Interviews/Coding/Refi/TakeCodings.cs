using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.Coding.Refi;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Workshops.Interviews.Coding.Refi;

/// <summary>
/// Takes what a file has coded in a transcript. A selection over several turns becomes a passage of each that is a contribution; the
/// first keeps the id of the coding.
/// </summary>
sealed class TakeCodings(
    WorkshopsDb db, IEvents events, CodedInterview interview, Guid importer, DateTimeOffset now, RefiProject file, CodeBook book)
    : CodingImport(interview.Id, file, book, importer, now)
{
    /// <summary>Reads what is here already, and makes the coders of the file known under their ids.</summary>
    public async Task KnowAsync(CancellationToken ct)
    {
        var (codings, notes) = (CodingIds, NoteIds);
        Know(
            await db.Set<Passage>().Where(p => p.InterviewId == interview.Id || codings.Contains(p.Id)).ToListAsync(ct),
            await db.Set<Memo>().Where(m => notes.Contains(m.Id)).ToListAsync(ct));
        await db.Database.ExecuteSqlAsync($"INSERT INTO coders (id) SELECT unnest({Coders}) ON CONFLICT DO NOTHING", ct);
    }

    public void Take(RefiSource transcript, IReadOnlyList<TranscriptText.Span> spans)
    {
        var length = new CodePoints(transcript.Text ?? "").Length;
        foreach (var selection in transcript.Selections.Where(selection => IsSound(selection, length)))
        {
            var turns = spans.Where(span => span.Turn.IsCoded && span.Start < selection.End && selection.Start < span.End).ToList();
            if (turns.Count == 0)
                Passages.Leave(selection.Guid, "No words that are coded here stand there.", selection.Codings.Count);
            foreach (var (at, (turn, start, end)) in turns.Index())
                Take(
                    at == 0 ? selection : Further(selection, turn.Number), Passage.PlaceOf(interview.Id, turn.SpeakerId, turn.Number),
                    new(turn.Text), Math.Max(selection.Start, start) - start, Math.Min(selection.End, end) - start);
        }
        foreach (var coding in transcript.Codings)
            Passages.Leave(coding.Guid, "It codes the transcript as a whole; here words of turns are coded.");
        TakeMemosAbout(transcript, interview.Id);
    }

    RefiSelection Further(RefiSelection selection, int turn) => selection with
    {
        Codings = [.. selection.Codings.Select(coding => coding with { Guid = RefiGuid.Of("turn", interview.Id, coding.Guid, turn) })],
    };

    protected override CodedRange NewPassage(Guid id, TextPlace place, Guid coder, DateTimeOffset codedAt)
    {
        var passage = new Passage
        {
            Id = id, InterviewId = interview.Id, ProjectId = interview.ProjectId, SpeakerId = place.ContributionId,
            Turn = Passage.TurnOf(place), CoderId = coder, CodedAt = codedAt,
        };
        db.Add(passage);
        return passage;
    }

    protected override void Change(CodedRange passage, CodedState state) =>
        RecodePassage.Change(db, events, passage, state, StepKind.Imported, Importer, Now);

    protected override CoderMemo NewMemo(Guid id, bool aboutTheme, Guid aboutId, Guid coder)
    {
        var memo = new Memo
        {
            Id = id, InterviewId = interview.Id, About = aboutTheme ? MemoAbout.Theme : MemoAbout.Interview, AboutId = aboutId,
            CoderId = coder,
        };
        db.Add(memo);
        return memo;
    }

    protected override void Change(CoderMemo memo, CodedState state, DateTimeOffset at) =>
        db.Add(CodingStep.Take(StepKind.Imported, memo, state, Importer, Now, at));
}
