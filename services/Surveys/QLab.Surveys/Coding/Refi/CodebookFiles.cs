using Microsoft.AspNetCore.Http.HttpResults;
using QLab.Coding;
using QLab.Coding.Refi;
using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Coding.Refi;

static class CodebookFiles
{
    public const string MediaType = "application/xml";

    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Export(Guid id, SurveysDb db, CancellationToken ct)
    {
        if (await db.CodedSurveyAsync(id, ct) is not { } survey) return Refusal.NotFound("survey").ToProblem();
        var themes = (await db.CodeBookAsync(survey.ProjectId, ct)).Themes;
        return themes.Count == 0 ? CodingErrors.NoThemes.ToProblem()
            : TypedResults.File(RefiWriter.Codebook([.. themes.Select(t => CodeOf(t, []))]), MediaType, $"{id}.qdc");
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

    public static RefiCode CodeOf(Theme theme, IReadOnlyList<Guid> notes) => new(theme.Id, theme.Label, ThemeDescription.Of(theme), notes);

    /// <remarks>
    /// With an Idempotency-Key the body has been read once. Zip archives are read from their end, so all of it is needed.
    /// </remarks>
    public static async Task<MemoryStream> WholeBodyAsync(this HttpRequest request, CancellationToken ct)
    {
        if (request.Body.CanSeek) request.Body.Position = 0;
        var memory = new MemoryStream();
        await request.Body.CopyToAsync(memory, ct);
        memory.Position = 0;
        return memory;
    }
}
