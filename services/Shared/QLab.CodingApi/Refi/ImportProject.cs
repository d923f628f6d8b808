using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using QLab.Coding.Refi;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.CodingApi.Refi;

/// <summary>Takes codings of texts that are here from a project file, whole or not at all. Sending it again changes nothing.</summary>
static class ImportProject
{
    public static async Task<Results<Ok<ImportReport>, ProblemHttpResult>> Handle(
        Guid id, HttpContext http, ServiceDb db, CodedTexts texts, CodingJournal journal, TimeProvider time, CancellationToken ct)
    {
        if (await texts.FindAsync(id, ct) is not { } origin) return Refusal.NotFound(texts.Noun).ToProblem();
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
        var coder = await db.CoderAsync(http.User, ct);
        var import = new TakeCodings(db, journal, origin, coder, time.GetUtcNow(), file, await db.CodeBookAsync(origin.ProjectId, ct));
        await import.KnowAsync(ct);
        var unknown = await texts.TakeAsync(import, origin, file.Sources, ct);
        import.TakeMemosOfThemes();
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(ImportReport.Of(import, unknown));
    }
}
