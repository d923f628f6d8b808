using QLab.Coding;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Privacy;
using QLab.ServiceDefaults.Security;
using QLab.Workshops.Interviews.Coding.Refi;

namespace QLab.Workshops.Interviews.Coding;

static class CodingEndpoints
{
    const int LargestFile = 32 * 1024 * 1024;

    /// <summary>A project is read or written as a whole before the answer begins.</summary>
    const int SlowestProjectSeconds = 120;

    public static IServiceCollection AddCoding(this IServiceCollection services) =>
        services.AddScoped<IPersonalData, CodingPersonalData>();

    /// <remarks>Coders read what people said in their own words: nobody who is bound to one organisation does.</remarks>
    public static RouteGroupBuilder MapCoding(this RouteGroupBuilder api)
    {
        var interview = api.MapGroup("/interviews/{id:guid}")
            .WithTag("Coding", "Passages of what people said in interviews, coded to themes by several coders.");
        interview.MapPost("passages", CodePassage.Handle).RequireScope("workshops:write")
            .WithSummary("Codes some words of a turn to a theme");
        interview.MapGet("passages", ReadPassages.List).WithName("listPassages").RequireScope("workshops:read")
            .WithSummary("Passages, by theme, coder, speaker, turn or memo")
            .RefusesUnknown<WorkshopsDb>(("themeId", ThemesOfItsProject), ("speakerId", SpeakersInIt));
        interview.MapGet("passages/{passageId:guid}", ReadPassages.Get).WithName("getPassage").RequireScope("workshops:read")
            .WithSummary("One passage");
        interview.MapPut("passages/{passageId:guid}", RecodePassage.Put).WithName("recodePassage").RequireScope("workshops:write")
            .WithSummary("Gives a passage another range, theme or memo");
        interview.MapDelete("passages/{passageId:guid}", RecodePassage.Delete).WithName("deletePassage").RequireScope("workshops:write")
            .WithSummary("Takes a passage away");
        interview.MapGet("coding/texts", ReadTexts.List).WithName("listTextsToCode").RequireScope("workshops:read")
            .WithSummary("What can be coded, turn by turn; what is left uncoded");
        interview.MapGet("coding/texts/{turn}", ReadTexts.Get).WithName("getTextToCode").RequireScope("workshops:read")
            .WithSummary("One turn with what is coded in it");
        interview.MapPost("memos", WriteMemo.Post).WithName("writeMemo").RequireScope("workshops:write")
            .WithSummary("Writes a memo about a theme or the interview");
        interview.MapGet("memos", ReadMemos.List).WithName("listMemos").RequireScope("workshops:read").WithSummary("Memos")
            .RefusesUnknown<WorkshopsDb>(
                ("aboutId", (db, http) => ThemesOfItsProject(db, http).Concat(ItsOwn(db, http))));
        interview.MapGet("memos/{memoId:guid}", ReadMemos.Get).WithName("getMemo").RequireScope("workshops:read").WithSummary("One memo");
        interview.MapPut("memos/{memoId:guid}", WriteMemo.Put).WithName("reviseMemo").RequireScope("workshops:write")
            .WithSummary("Words a memo anew");
        interview.MapDelete("memos/{memoId:guid}", WriteMemo.Delete).WithName("deleteMemo").RequireScope("workshops:write")
            .WithSummary("Takes a memo away");
        interview.MapPost("coding/undo", UndoStep.Undo).RequireScope("workshops:write").WithSummary("Takes your last step back");
        interview.MapPost("coding/redo", UndoStep.Redo).RequireScope("workshops:write").WithSummary("Does again what you took back");
        interview.MapGet("coders", ReadCoders.Handle).RequireScope("workshops:read")
            .WithSummary("Who has coded, by ids that stand for people");
        interview.MapGet("agreement", ReadAgreement.Handle).RequireScope("workshops:read")
            .WithSummary("How far two coders agree: Cohen's kappa");
        interview.MapGet("codebook.qdc", CodebookFiles.Export).WithName("exportCodebook").RequireScope("workshops:read")
            .WithSummary("The project's code book as a REFI-QDA codebook");
        interview.MapPost("codebook.qdc", CodebookFiles.Import).WithName("importCodebook").RequireScope("workshops:write")
            .WithSummary("Says which codes of a REFI-QDA codebook are themes of the project").TakesBody(CodebookFiles.MediaType);
        interview.MapGet("project.qdpx", ExportProject.Handle).RequireScope("workshops:read")
            .WithLimits(timeoutSeconds: SlowestProjectSeconds)
            .Produces(StatusCodes.Status200OK, contentType: ExportProject.MediaType)
            .WithSummary("The transcript and its codings as a REFI-QDA project");
        interview.MapPost("project.qdpx", ImportProject.Handle).RequireScope("workshops:write")
            .WithLimits(LargestFile, SlowestProjectSeconds)
            .WithSummary("Takes codings of this transcript from a REFI-QDA project, up to 32 MB").TakesBody(ExportProject.MediaType);
        return api;
    }

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
