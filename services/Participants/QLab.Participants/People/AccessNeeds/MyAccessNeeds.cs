using Microsoft.AspNetCore.Http.HttpResults;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.People.AccessNeeds;

/// <summary>The same for the person themselves.</summary>
static class MyAccessNeeds
{
    public static async Task<Ok<IReadOnlyList<AccessNeedView>>> Read(HttpContext http, PersonAccessNeeds needs, CancellationToken ct) =>
        TypedResults.Ok(await needs.AllAsync(http.User.Myself(), ct));

    public static Task<Results<Ok<AccessNeedView>, ProblemHttpResult>> One(
        Guid id, HttpContext http, PersonAccessNeeds needs, CancellationToken ct) =>
        needs.OneAsync(http.User.Myself(), id, http, ct);

    public static Task<Results<Created<RecordedAccessNeed>, ValidationProblem, ProblemHttpResult>> Record(
        RecordAccessNeedRequest request, HttpContext http, PersonAccessNeeds needs, CancellationToken ct) =>
        needs.RecordAsync(http.User.Myself(), request, ct);

    public static Task<Results<Ok<AccessNeedView>, ValidationProblem, ProblemHttpResult>> Share(
        Guid id, ShareAccessNeedRequest request, IfMatch ifMatch, HttpContext http, PersonAccessNeeds needs, CancellationToken ct) =>
        needs.ShareAsync(http.User.Myself(), id, request, ifMatch, http, ct);

    public static Task<Results<NoContent, ProblemHttpResult>> End(
        Guid id, IfMatch ifMatch, HttpContext http, PersonAccessNeeds needs, CancellationToken ct) =>
        needs.EndAsync(http.User.Myself(), id, ifMatch, http, ct);
}
