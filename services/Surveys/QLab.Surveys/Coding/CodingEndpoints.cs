using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using QLab.Coding;
using QLab.CodingApi;
using QLab.CodingApi.Refi;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Security;

namespace QLab.Surveys.Coding;

static class CodingEndpoints
{
    /// <remarks>Coders read what people said in their own words: nobody who is bound to one organisation does.</remarks>
    public static void MapCoding(this RouteGroupBuilder api)
    {
        var survey = api.MapGroup("/surveys/{id:guid}")
            .WithTag("Coding", "Passages of what people said, coded to themes by several coders.");
        survey.MapPost("responses/{responseId:guid}/passages", CodePassage.Handle).RequireScope("surveys:write")
            .WithSummary("Codes some words of an answer to a theme");
        survey.MapGet("passages", ReadPassages.List).RequireScope("surveys:read")
            .WithSummary("Passages, by theme, coder, response, question or memo")
            .RefusesUnknown<SurveysDb>(("themeId", ThemesOfItsProject), ("responseId", ResponsesToIt));
        survey.MapGet("passages/{passageId:guid}", ReadPassages.Get).RequireScope("surveys:read").WithSummary("One passage");
        survey.MapPut("passages/{passageId:guid}", RecodePassage.Put).WithName("recodePassage").RequireScope("surveys:write")
            .WithSummary("Gives a passage another range, theme or memo");
        survey.MapGet("coding/texts", ListTexts.List).WithName("listTextsToCode").RequireScope("surveys:read")
            .WithSummary("What can be coded, response by response; what is left uncoded");
        survey.MapGet("coding/texts/{responseId:guid}/{question}", ReadCoding.Handle).RequireScope("surveys:read")
            .WithSummary("One text with what is coded in it");
        survey.MapPost("memos", WriteMemo.Post).WithName("writeMemo").RequireScope("surveys:write")
            .WithSummary("Writes a memo about a theme or a response");
        survey.MapGet("memos", ReadMemos.List).RequireScope("surveys:read").WithSummary("Memos")
            .RefusesUnknown<SurveysDb>(("aboutId", (db, http) => ThemesOfItsProject(db, http).Concat(ResponsesToIt(db, http))));
        survey.MapGet("memos/{memoId:guid}", ReadMemos.Get).RequireScope("surveys:read").WithSummary("One memo");
        survey.MapPut("memos/{memoId:guid}", WriteMemo.Put).WithName("reviseMemo").RequireScope("surveys:write")
            .WithSummary("Words a memo anew");
        survey.MapCodingSteps("surveys");
        survey.MapGet("agreement", ReadAgreement.Handle).RequireScope("surveys:read")
            .WithSummary("How far two coders agree: Cohen's kappa");
        survey.MapCodebook("surveys");
        survey.MapGet("project.qdpx", Export).WithName("exportProject").RequireScope("surveys:read")
            .WithLimits(timeoutSeconds: CodingRoutes.SlowestProjectSeconds)
            .Produces(StatusCodes.Status200OK, contentType: ProjectWriter.MediaType).WithSummary("Texts and codings as a REFI-QDA project");
        survey.MapProjectImport("surveys", "this survey's texts");
    }

    static Task<Results<FileContentHttpResult, ValidationProblem, ProblemHttpResult>> Export(
        Guid id, [Description("One question; every text when absent."), StringLength(64)] string? question, ProjectWriter projects,
        HttpResponse answer, CancellationToken ct) => projects.WriteAsync(id, question, answer, ct);

    static IQueryable<Guid> ThemesOfItsProject(SurveysDb db, HttpContext http)
    {
        var id = SurveyOf(http);
        return db.Set<Theme>().Where(t => db.Surveys.Any(s => s.Id == id && s.ProjectId == t.ProjectId)).Select(t => t.Id);
    }

    static IQueryable<Guid> ResponsesToIt(SurveysDb db, HttpContext http)
    {
        var id = SurveyOf(http);
        return db.Responses.Where(r => r.SurveyId == id).Select(r => r.Id);
    }

    static Guid SurveyOf(HttpContext http) => Guid.Parse((string)http.GetRouteValue("id")!);
}
