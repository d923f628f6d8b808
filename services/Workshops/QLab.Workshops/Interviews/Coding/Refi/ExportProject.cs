using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.Coding.Refi;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Interviews.Coding.Refi;

/// <summary>The transcript of an interview with everything coded in it, for another program.</summary>
static class ExportProject
{
    public const string MediaType = "application/zip";

    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Handle(
        Guid id, WorkshopsDb db, HttpResponse answer, CancellationToken ct)
    {
        if (await db.CodedInterviewAsync(id, ct) is not { } interview) return Refusal.NotFound("interview").ToProblem();
        await db.TellLeftOutAsync(id, answer, ct);
        await using var snapshot = await db.RequireTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        return TypedResults.File(RefiWriter.Project(await ReadAsync(db, interview, ct)), MediaType, $"{id}.qdpx");
    }

    /// <remarks>What a transcript that was written anew no longer says is not exported: its place would be wrong.</remarks>
    static async Task<RefiProject> ReadAsync(WorkshopsDb db, CodedInterview interview, CancellationToken ct)
    {
        var turns = await db.ReadTurnsAsync(interview.Id, ct);
        var passages = await db.Set<Passage>().AsNoTracking().Where(p => p.InterviewId == interview.Id && !p.Removed)
            .OrderBy(p => p.Turn).ThenBy(p => p.StartPosition).ThenBy(p => p.EndPosition).ThenBy(p => p.Id).ToListAsync(ct);
        var memos = await db.Set<Memo>().AsNoTracking().Where(m => m.InterviewId == interview.Id && !m.Removed)
            .OrderBy(m => m.Id).ToListAsync(ct);
        var book = await db.CodeBookAsync(interview.ProjectId, ct);
        var coded = passages.ToLookup(p => (p.Turn, p.SpeakerId));
        var text = TranscriptText.Of(turns);
        var selections =
            from span in TranscriptText.Find(text, turns)
            where span.Turn.IsCoded
            let words = new CodePoints(span.Turn.Text)
            from passage in coded[(span.Turn.Number, span.Turn.SpeakerId)]
            where passage.QuoteOf(words) is not null
            select RefiMapping.Selection(passage, book, span.Start);
        return new(
            interview.Title, RefiMapping.Users(passages, memos), RefiMapping.Codes(book, memos),
            [new(
                TranscriptOf(interview), interview.Title, text, [.. selections], [],
                [.. memos.Where(m => !m.IsAboutTheme).Select(m => m.Id)])],
            RefiMapping.Notes(passages, memos));
    }

    public static Guid TranscriptOf(CodedInterview interview) => RefiGuid.OfText(interview.Id, "transcript");
}
