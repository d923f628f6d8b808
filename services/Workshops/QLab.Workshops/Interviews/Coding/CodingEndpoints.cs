using Microsoft.AspNetCore.Http.HttpResults;
using QLab.Coding;
using QLab.CodingApi;
using QLab.CodingApi.Refi;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Security;

namespace QLab.Workshops.Interviews.Coding;

static class CodingEndpoints
{
    /// <remarks>Coders read what people said in their own words: nobody who is bound to one organisation does.</remarks>
    public static void MapCoding(this RouteGroupBuilder api)
    {
        var interview = api.MapGroup("/interviews/{id:guid}")
            .WithTag("Coding", "Passages of what people said in interviews, coded to themes by several coders.");
        interview.MapPost("passages", CodePassage.Handle).RequireScope("workshops:write")
            .WithSummary("Codes some words of a turn to a theme");
        interview.MapGet("passages", ReadPassages.List).RequireScope("workshops:read")
            .WithSummary("Passages, by theme, coder, speaker, turn or memo")
            .RefusesUnknown<WorkshopsDb>(("themeId", ThemesOfItsProject), ("speakerId", SpeakersInIt));
        interview.MapGet("passages/{passageId:guid}", ReadPassages.Get).RequireScope("workshops:read").WithSummary("One passage");
        interview.MapPut("passages/{passageId:guid}", RecodePassage.Put).WithName("recodePassage").RequireScope("workshops:write")
            .WithSummary("Gives a passage another range, theme or memo");
        interview.MapGet("coding/texts", ReadTexts.List).WithName("listTextsToCode").RequireScope("workshops:read")
            .WithSummary("What can be coded, turn by turn; what is left uncoded");
        interview.MapGet("coding/texts/{turn}", ReadTexts.Get).WithName("getTextToCode").RequireScope("workshops:read")
            .WithSummary("One turn with what is coded in it");
        interview.MapPost("memos", WriteMemo.Post).WithName("writeMemo").RequireScope("workshops:write")
            .WithSummary("Writes a memo about a theme or the interview");
        interview.MapGet("memos", ReadMemos.List).RequireScope("workshops:read").WithSummary("Memos")
            .RefusesUnknown<WorkshopsDb>(("aboutId", (db, http) => ThemesOfItsProject(db, http).Concat(ItsOwn(db, http))));
        interview.MapGet("memos/{memoId:guid}", ReadMemos.Get).RequireScope("workshops:read").WithSummary("One memo");
        interview.MapPut("memos/{memoId:guid}", WriteMemo.Put).WithName("reviseMemo").RequireScope("workshops:write")
            .WithSummary("Words a memo anew");
        interview.MapCodingSteps("workshops");
        interview.MapGet("agreement", ReadAgreement.Handle).RequireScope("workshops:read")
            .WithSummary("How far two coders agree: Cohen's kappa");
        interview.MapCodebook("workshops");
        interview.MapGet("project.qdpx", Export).WithName("exportProject").RequireScope("workshops:read")
            .WithLimits(timeoutSeconds: CodingRoutes.SlowestProjectSeconds)
            .Produces(StatusCodes.Status200OK, contentType: ProjectWriter.MediaType)
            .WithSummary("The transcript and its codings as a REFI-QDA project");
        interview.MapProjectImport("workshops", "this transcript");
    }

    static Task<Results<FileContentHttpResult, ValidationProblem, ProblemHttpResult>> Export(
        Guid id, ProjectWriter projects, HttpResponse answer, CancellationToken ct) => projects.WriteAsync(id, part: null, answer, ct);

    static IQueryable<Guid> ThemesOfItsProject(WorkshopsDb db, HttpContext http)
    {
        var id = IdOf(http);
        return db.Set<Theme>().Where(t => db.Interviews.Any(i => i.Id == id && i.ProjectId == t.ProjectId)).Select(t => t.Id);
    }

    static IQueryable<Guid> ItsOwn(WorkshopsDb db, HttpContext http)
    {
        var id = IdOf(http);
        return db.Interviews.Where(i => i.Id == id).Select(i => i.Id);
    }

    static IQueryable<Guid> SpeakersInIt(WorkshopsDb db, HttpContext http)
    {
        var id = IdOf(http);
        return db.Speakers.Where(s => s.InterviewId == id).Select(s => s.Id);
    }

    static Guid IdOf(HttpContext http) => Guid.Parse((string)http.GetRouteValue("id")!);
}
