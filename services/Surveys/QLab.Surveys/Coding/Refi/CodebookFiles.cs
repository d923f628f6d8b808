using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Coding.Refi;

/// <param name="Guid">Of the code in the file.</param>
/// <param name="ThemeId">The theme that it is here; null when there is none.</param>
/// <param name="By">guid, or name when only that fits.</param>
sealed record MatchedCode(Guid Guid, string Name, Guid? ThemeId, string? By);

/// <param name="Known">Codes that are themes of the project.</param>
/// <param name="Unknown">Codes that are not: add them to the code book in publications, then send the file again.</param>
sealed record CodebookReport(IReadOnlyList<MatchedCode> Known, IReadOnlyList<MatchedCode> Unknown)
{
    public static CodebookReport Of(IReadOnlyList<RefiCode> codes, IReadOnlyList<Theme> themes)
    {
        var matched = codes.DistinctBy(c => c.Guid).Select(code => Match(code, themes)).ToLookup(code => code.ThemeId is not null);
        return new([.. matched[true]], [.. matched[false]]);
    }

    /// <summary>The same id, or else the only theme whose code or label is the code's name.</summary>
    static MatchedCode Match(RefiCode code, IReadOnlyList<Theme> themes)
    {
        if (themes.Any(t => t.Id == code.Guid)) return new(code.Guid, code.Name, code.Guid, "guid");
        var alike = themes.Where(t => Same(t.Label, code.Name) || Same(t.Code, code.Name)).ToList();
        return alike.Count == 1 ? new(code.Guid, code.Name, alike[0].Id, "name") : new(code.Guid, code.Name, null, null);
    }

    static bool Same(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);
}

static class CodebookFiles
{
    public const string MediaType = "application/xml";

    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Export(Guid id, SurveysDb db, CancellationToken ct)
    {
        if (await db.CodedSurveyAsync(id, ct) is not { } survey) return Refusal.NotFound("survey").ToProblem();
        var themes = await db.ThemesOfAsync(survey.ProjectId, ct);
        return themes.Count == 0 ? CodingErrors.NoThemes.ToProblem()
            : TypedResults.File(RefiWriter.Codebook([.. themes.Select(t => CodeOf(t, []))]), MediaType, $"{id}.qdc");
    }

    public static async Task<Results<Ok<CodebookReport>, ProblemHttpResult>> Import(Guid id, HttpRequest request, SurveysDb db, CancellationToken ct)
    {
        if (await db.CodedSurveyAsync(id, ct) is not { } survey) return Refusal.NotFound("survey").ToProblem();
        try
        {
            using var file = await request.WholeBodyAsync(ct);
            return TypedResults.Ok(CodebookReport.Of(RefiReader.Codebook(file), await db.ThemesOfAsync(survey.ProjectId, ct)));
        }
        catch (UnreadableFileException unreadable)
        {
            return CodingErrors.NotAFile("REFI-QDA codebook (.qdc)", unreadable.Message).ToProblem();
        }
    }

    public static RefiCode CodeOf(Theme theme, IReadOnlyList<Guid> notes) => new(theme.Id, theme.Label, $"Code {theme.Code}", notes);

    public static Task<List<Theme>> ThemesOfAsync(this SurveysDb db, Guid projectId, CancellationToken ct) =>
        db.Set<Theme>().AsNoTracking().Where(t => t.ProjectId == projectId).OrderBy(t => t.Code).ThenBy(t => t.Id).ToListAsync(ct);

    /// <remarks>With an Idempotency-Key the body has been read once. Zip archives are read from their end, so all of it is needed.</remarks>
    public static async Task<MemoryStream> WholeBodyAsync(this HttpRequest request, CancellationToken ct)
    {
        if (request.Body.CanSeek) request.Body.Position = 0;
        var memory = new MemoryStream();
        await request.Body.CopyToAsync(memory, ct);
        memory.Position = 0;
        return memory;
    }
}
