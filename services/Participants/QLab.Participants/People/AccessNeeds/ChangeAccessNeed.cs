using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.People.AccessNeeds;

public sealed record CorrectAccessNeedRequest(NeedCategory Category, [property: Text(1000, Lines = true)] string Words, bool Flagged);

/// <summary>Who may read the need besides staff. With nobody in it, sharing ends.</summary>
/// <param name="WithFacilitators">Those who run workshops.</param>
/// <param name="WithOrganisations">Organisations by name, such as the host of a venue.</param>
/// <param name="Agreed">That the person has agreed to exactly this; needed unless sharing ends.</param>
public sealed record ShareAccessNeedRequest(bool WithFacilitators, [property: MaxLength(50)] Guid[] WithOrganisations, bool Agreed);

/// <param name="Met">Whether the need was met.</param>
/// <param name="On">The day.</param>
/// <param name="Note">What was done, or what was missing.</param>
public sealed record ConcludeAccessNeedRequest(bool Met, DateOnly On, [property: Text(1000, Lines = true)] string? Note);

static class ChangeAccessNeed
{
    public static Task<Results<Ok<AccessNeedView>, ValidationProblem, ProblemHttpResult>> Correct(
        Guid personId, Guid id, CorrectAccessNeedRequest request, IfMatch ifMatch, HttpContext http,
        PersonAccessNeeds needs, CancellationToken ct) => needs.ChangeAsync(
            personId, id, (need, now) => need.Correct(request.Category, request.Words, request.Flagged, now), ifMatch, http, ct);

    public static Task<Results<Ok<AccessNeedView>, ValidationProblem, ProblemHttpResult>> Share(
        Guid personId, Guid id, ShareAccessNeedRequest request, IfMatch ifMatch, HttpContext http,
        PersonAccessNeeds needs, CancellationToken ct) => needs.ShareAsync(personId, id, request, ifMatch, http, ct);

    public static Task<Results<Ok<AccessNeedView>, ValidationProblem, ProblemHttpResult>> Conclude(
        Guid personId, Guid id, ConcludeAccessNeedRequest request, IfMatch ifMatch, HttpContext http,
        PersonAccessNeeds needs, CancellationToken ct) => needs.ChangeAsync(
            personId, id, (need, now) => need.Conclude(request.Met, request.On, request.Note, now), ifMatch, http, ct);

    public static Task<Results<NoContent, ProblemHttpResult>> End(
        Guid personId, Guid id, IfMatch ifMatch, HttpContext http, PersonAccessNeeds needs, CancellationToken ct) =>
        needs.EndAsync(personId, id, ifMatch, http, ct);
}
