using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;
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
        Guid personId, Guid id, CorrectAccessNeedRequest request, IfMatch ifMatch, HttpContext http, ParticipantsDb db, AuditLog audit, TimeProvider time, CancellationToken ct) =>
        Change(personId, id, need => need.Correct(request.Category, request.Words, request.Flagged, time.GetUtcNow()), ifMatch, http, db, audit, ct);

    public static async Task<Results<Ok<AccessNeedView>, ValidationProblem, ProblemHttpResult>> Share(
        Guid personId, Guid id, ShareAccessNeedRequest request, IfMatch ifMatch, HttpContext http, ParticipantsDb db, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        Guid[] organisations = [.. request.WithOrganisations.Distinct()];
        var faults = new Dictionary<string, string[]>();
        if (!request.Agreed && (request.WithFacilitators || organisations.Length > 0)) faults["/agreed"] = ["A need is shared only when the person has agreed to it."];
        if (await db.Organisations.CountAsync(o => organisations.Contains(o.Id), ct) != organisations.Length) faults["/withOrganisations"] = ["One of these organisations is not known."];
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);
        return await Change(personId, id, need => need.Share(request.WithFacilitators, organisations, time.GetUtcNow()), ifMatch, http, db, audit, ct);
    }

    public static Task<Results<Ok<AccessNeedView>, ValidationProblem, ProblemHttpResult>> Conclude(
        Guid personId, Guid id, ConcludeAccessNeedRequest request, IfMatch ifMatch, HttpContext http, ParticipantsDb db, AuditLog audit, TimeProvider time, CancellationToken ct) =>
        Change(personId, id, need => need.Conclude(request.Met, request.On, request.Note, time.GetUtcNow()), ifMatch, http, db, audit, ct);

    public static async Task<Results<NoContent, ProblemHttpResult>> End(
        Guid personId, Guid id, IfMatch ifMatch, HttpContext http, ParticipantsDb db, AuditLog audit, TimeProvider time, CancellationToken ct) =>
        (await Change(personId, id, need => need.End(time.GetUtcNow()), ifMatch, http, db, audit, ct)).Result is ProblemHttpResult problem ? problem : TypedResults.NoContent();

    static async Task<Results<Ok<AccessNeedView>, ValidationProblem, ProblemHttpResult>> Change(
        Guid personId, Guid id, Action<AccessNeed> change, IfMatch ifMatch, HttpContext http, ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        var need = await db.AccessNeeds.SingleOrDefaultAsync(n => n.Id == id && n.PersonId == personId, ct);
        if (need is null) return Refusal.NotFound("access need").ToProblem();
        if (need.HasEnded) return AccessNeedErrors.Ended.ToProblem();

        ifMatch.Guard(db, need);
        change(need);
        await audit.ChangedAsync("access needs", ct, await db.People.Where(p => p.Id == personId).Select(p => p.AuditId).SingleAsync(ct));
        await db.SaveChangesAsync(ct);
        http.SetETag(need.RowVersion);
        return TypedResults.Ok(AccessNeedView.Of(need));
    }
}
