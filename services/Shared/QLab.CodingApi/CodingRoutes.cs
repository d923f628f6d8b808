using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QLab.CodingApi.Refi;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Security;

namespace QLab.CodingApi;

/// <summary>
/// Endpoints that are the same whatever texts are part of. Those with members or rules of the service's own are mapped in the service.
/// </summary>
public static class CodingRoutes
{
    /// <summary>A project is read or written as a whole before the answer begins.</summary>
    public const int SlowestProjectSeconds = 120;

    const int LargestFile = 32 * 1024 * 1024;

    /// <summary>Takes passages and memos away, walks through what a coder did, and tells who has coded.</summary>
    /// <param name="service">The service's name as in scopes.</param>
    public static void MapCodingSteps(this RouteGroupBuilder origin, string service)
    {
        origin.MapDelete("passages/{passageId:guid}", RemovePassage).WithName("deletePassage").RequireScope($"{service}:write")
            .WithSummary("Takes a passage away");
        origin.MapDelete("memos/{memoId:guid}", RemoveMemo).WithName("deleteMemo").RequireScope($"{service}:write")
            .WithSummary("Takes a memo away");
        origin.MapPost("coding/undo", UndoStep.Undo).RequireScope($"{service}:write").WithSummary("Takes your last step back");
        origin.MapPost("coding/redo", UndoStep.Redo).RequireScope($"{service}:write").WithSummary("Does again what you took back");
        origin.MapGet("coders", ReadCoders.Handle).RequireScope($"{service}:read")
            .WithSummary("Who has coded, by ids that stand for people");
    }

    public static void MapCodebook(this RouteGroupBuilder origin, string service)
    {
        origin.MapGet("codebook.qdc", CodebookFiles.Export).WithName("exportCodebook").RequireScope($"{service}:read")
            .WithSummary("The project's code book as a REFI-QDA codebook");
        origin.MapPost("codebook.qdc", CodebookFiles.Import).WithName("importCodebook").RequireScope($"{service}:write")
            .WithSummary("Says which codes of a REFI-QDA codebook are themes of the project").TakesBody(CodebookFiles.MediaType);
    }

    /// <param name="texts">What is coded, as people say it: "this survey's texts".</param>
    public static void MapProjectImport(this RouteGroupBuilder origin, string service, string texts) =>
        origin.MapPost("project.qdpx", ImportProject.Handle).RequireScope($"{service}:write").WithLimits(LargestFile, SlowestProjectSeconds)
            .WithSummary($"Takes codings of {texts} from a REFI-QDA project, up to 32 MB").TakesBody(ProjectWriter.MediaType);

    static Task<Results<NoContent, ProblemHttpResult>> RemovePassage(
        Guid id, Guid passageId, IfMatch ifMatch, PassageWriter passages, HttpContext http, CancellationToken ct) =>
        passages.RemoveAsync(id, passageId, ifMatch, http, ct);

    static Task<Results<NoContent, ProblemHttpResult>> RemoveMemo(
        Guid id, Guid memoId, IfMatch ifMatch, MemoWriter memos, HttpContext http, CancellationToken ct) =>
        memos.RemoveAsync(id, memoId, ifMatch, http, ct);
}
