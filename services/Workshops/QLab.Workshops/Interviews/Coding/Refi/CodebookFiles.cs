using Microsoft.AspNetCore.Http.HttpResults;
using QLab.Coding.Refi;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Interviews.Coding.Refi;

static class CodebookFiles
{
    public const string MediaType = "application/xml";

    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Export(Guid id, WorkshopsDb db, CancellationToken ct)
    {
        if (await db.CodedInterviewAsync(id, ct) is not { } interview) return Refusal.NotFound("interview").ToProblem();
        var book = await db.CodeBookAsync(interview.ProjectId, ct);
        return book.Themes.Count == 0 ? CodingErrors.NoThemes.ToProblem()
            : TypedResults.File(RefiWriter.Codebook(RefiMapping.Codes(book, [])), MediaType, $"{id}.qdc");
    }

    public static async Task<Results<Ok<CodebookReport>, ProblemHttpResult>> Import(
        Guid id, HttpRequest request, WorkshopsDb db, CancellationToken ct)
    {
        if (await db.CodedInterviewAsync(id, ct) is not { } interview) return Refusal.NotFound("interview").ToProblem();
        try
        {
            using var file = await request.WholeBodyAsync(ct);
            return TypedResults.Ok(CodebookReport.Of(RefiReader.Codebook(file), await db.CodeBookAsync(interview.ProjectId, ct)));
        }
        catch (UnreadableFileException unreadable)
        {
            return CodingErrors.NotAFile("REFI-QDA codebook (.qdc)", unreadable.Message).ToProblem();
        }
    }
}
