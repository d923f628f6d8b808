using Microsoft.AspNetCore.Http.HttpResults;
using QLab.Coding.Refi;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Coding.Refi;

static class CodebookFiles
{
    public const string MediaType = "application/xml";

    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Export(Guid id, SurveysDb db, CancellationToken ct)
    {
        if (await db.CodedSurveyAsync(id, ct) is not { } survey) return Refusal.NotFound("survey").ToProblem();
        var book = await db.CodeBookAsync(survey.ProjectId, ct);
        return book.Themes.Count == 0 ? CodingErrors.NoThemes.ToProblem()
            : TypedResults.File(RefiWriter.Codebook(RefiMapping.Codes(book, [])), MediaType, $"{id}.qdc");
    }

    public static async Task<Results<Ok<CodebookReport>, ProblemHttpResult>> Import(
        Guid id, HttpRequest request, SurveysDb db, CancellationToken ct)
    {
        if (await db.CodedSurveyAsync(id, ct) is not { } survey) return Refusal.NotFound("survey").ToProblem();
        try
        {
            using var file = await request.WholeBodyAsync(ct);
            return TypedResults.Ok(CodebookReport.Of(RefiReader.Codebook(file), await db.CodeBookAsync(survey.ProjectId, ct)));
        }
        catch (UnreadableFileException unreadable)
        {
            return CodingErrors.NotAFile("REFI-QDA codebook (.qdc)", unreadable.Message).ToProblem();
        }
    }
}
