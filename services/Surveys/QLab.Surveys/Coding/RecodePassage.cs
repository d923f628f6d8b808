using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using QLab.Coding;
using QLab.CodingApi;
using QLab.ServiceDefaults.Http;

namespace QLab.Surveys.Coding;

/// <param name="Memo">Null takes it away. It cannot be left out: a client that knows of no memos takes none away.</param>
public sealed record RecodePassageRequest(
    [property: Range(0, 1_000_000)] int Start,
    [property: Range(1, 1_000_000)] int End,
    Guid ThemeId,
    [property: StringLength(4000), Sayable] string? Memo) : ICodedWords;

static class RecodePassage
{
    public static Task<Results<Ok<CodedPassage>, ValidationProblem, ProblemHttpResult>> Put(
        Guid id, Guid passageId, RecodePassageRequest request, IfMatch ifMatch, PassageWriter passages, HttpContext http,
        CancellationToken ct) => passages.RecodeAsync<CodedPassage>(id, passageId, request, ifMatch, http, ct);
}
