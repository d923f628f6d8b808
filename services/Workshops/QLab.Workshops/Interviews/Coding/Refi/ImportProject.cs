using Microsoft.AspNetCore.Http.HttpResults;
using QLab.Coding.Refi;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Interviews.Coding.Refi;

/// <summary>Takes codings of this transcript from a project file, whole or not at all. Sending it again changes nothing.</summary>
static class ImportProject
{
    public static async Task<Results<Ok<ImportReport>, ProblemHttpResult>> Handle(
        Guid id, HttpContext http, WorkshopsDb db, IEvents events, TimeProvider time, CancellationToken ct)
    {
        if (await db.CodedInterviewAsync(id, ct) is not { } interview) return Refusal.NotFound("interview").ToProblem();
        RefiProject file;
        try
        {
            using var body = await http.Request.WholeBodyAsync(ct);
            file = RefiReader.Project(body);
        }
        catch (UnreadableFileException unreadable)
        {
            return CodingErrors.NotAFile("REFI-QDA project (.qdpx)", unreadable.Message).ToProblem();
        }

        await using var transaction = await db.RequireTransactionAsync(ct);
        await db.HoldTranscriptAsync(id, ct);
        var import = new TakeCodings(
            db, events, interview, await db.CoderAsync(http.User, ct), time.GetUtcNow(), file,
            await db.CodeBookAsync(interview.ProjectId, ct));
        await import.KnowAsync(ct);
        var transcript = file.Sources.FirstOrDefault(s => s.Guid == ExportProject.TranscriptOf(interview))
            ?? file.Sources.FirstOrDefault(s => s.Name == interview.Title);
        if (transcript is not null) import.Take(transcript, TranscriptText.Find(transcript.Text ?? "", await db.ReadTurnsAsync(id, ct)));
        import.TakeMemosOfThemes();
        List<RefiSource> unknown =
            [.. file.Sources.Where(s => s != transcript && s.Selections.Count + s.Codings.Count + s.Notes.Count > 0)];
        foreach (var source in unknown) import.Leave(source, "This text is not the transcript of the interview.");
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(ImportReport.Of(import, unknown));
    }
}
