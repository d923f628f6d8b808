using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using QLab.Coding.Refi;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.CodingApi.Refi;

static class CodebookFiles
{
    public const string MediaType = "application/xml";

    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Export(
        Guid id, ServiceDb db, CodedTexts texts, CancellationToken ct)
    {
        if (await texts.FindAsync(id, ct) is not { } origin) return Refusal.NotFound(texts.Noun).ToProblem();
        var book = await db.CodeBookAsync(origin.ProjectId, ct);
        return book.Themes.Count == 0 ? CodingErrors.NoThemes.ToProblem()
            : TypedResults.File(RefiWriter.Codebook(RefiMapping.Codes(book, [])), MediaType, $"{id}.qdc");
    }

    public static async Task<Results<Ok<CodebookReport>, ProblemHttpResult>> Import(
        Guid id, HttpRequest request, ServiceDb db, CodedTexts texts, CancellationToken ct)
    {
        if (await texts.FindAsync(id, ct) is not { } origin) return Refusal.NotFound(texts.Noun).ToProblem();
        try
        {
            using var file = await request.WholeBodyAsync(ct);
            return TypedResults.Ok(CodebookReport.Of(RefiReader.Codebook(file), await db.CodeBookAsync(origin.ProjectId, ct)));
        }
        catch (UnreadableFileException unreadable)
        {
            return CodingErrors.NotAFile("REFI-QDA codebook (.qdc)", unreadable.Message).ToProblem();
        }
    }
}
