using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.People.AccessNeeds;

/// <summary>What staff do about a person's needs and the person does for themselves, too.</summary>
sealed class PersonAccessNeeds(ParticipantsDb db, AuditLog audit, TimeProvider time)
{
    public async Task<IReadOnlyList<AccessNeedView>> AllAsync(Guid person, CancellationToken ct)
    {
        var needs = await db.AccessNeeds.AsNoTracking().Where(n => n.PersonId == person).OrderBy(n => n.Id).ToListAsync(ct);
        return needs.ConvertAll(AccessNeedView.Of);
    }

    public async Task<Results<Ok<AccessNeedView>, ProblemHttpResult>> OneAsync(Guid person, Guid id, HttpContext http, CancellationToken ct)
    {
        var need = await db.AccessNeeds.AsNoTracking().SingleOrDefaultAsync(n => n.Id == id && n.PersonId == person, ct);
        if (need is null) return Refusal.NotFound("access need").ToProblem();

        await audit.ReadAsync("access needs", await db.People.Where(p => p.Id == person).Select(p => p.AuditId).ToListAsync(ct), ct);
        http.SetETag(need.RowVersion);
        return TypedResults.Ok(AccessNeedView.Of(need));
    }

    public async Task<Results<Created<RecordedAccessNeed>, ValidationProblem, ProblemHttpResult>> RecordAsync(
        Guid personId, RecordAccessNeedRequest request, CancellationToken ct)
    {
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId, ct);
        if (person is null) return Refusal.NotFound("person").ToProblem();
        if (request.Id is { } id && await db.AccessNeeds.AnyAsync(n => n.Id == id, ct))
            return Refusal.AlreadyExists("access need", id).ToProblem();
        var now = time.GetUtcNow();
        if (request.IdentifiedOn > DateOnly.FromDateTime(now.UtcDateTime.AddDays(1)))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["/identifiedOn"] = ["This day is still to come."] });

        var need = AccessNeed.Record(
            personId, request.Category, request.Words, request.IdentifiedBy, now, request.Id, request.IdentifiedOn, request.Flagged);
        db.AccessNeeds.Add(need);
        await audit.ChangedAsync("access needs", ct, person.AuditId);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/participants/v1/people/{personId}/access-needs/{need.Id}", new RecordedAccessNeed(need.Id));
    }

    public async Task<Results<Ok<AccessNeedView>, ValidationProblem, ProblemHttpResult>> ShareAsync(
        Guid person, Guid id, ShareAccessNeedRequest request, IfMatch ifMatch, HttpContext http, CancellationToken ct)
    {
        Guid[] organisations = [.. request.WithOrganisations.Distinct()];
        var faults = new Dictionary<string, string[]>();
        if (!request.Agreed && (request.WithFacilitators || organisations.Length > 0))
            faults["/agreed"] = ["A need is shared only when the person has agreed to it."];
        if (await db.Organisations.CountAsync(o => organisations.Contains(o.Id), ct) != organisations.Length)
            faults["/withOrganisations"] = ["One of these organisations is not known."];
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);
        return await ChangeAsync(person, id, (need, now) => need.Share(request.WithFacilitators, organisations, now), ifMatch, http, ct);
    }

    public async Task<Results<NoContent, ProblemHttpResult>> EndAsync(
        Guid person, Guid id, IfMatch ifMatch, HttpContext http, CancellationToken ct) =>
        (await ChangeAsync(person, id, (need, now) => need.End(now), ifMatch, http, ct)).Result is ProblemHttpResult problem
            ? problem : TypedResults.NoContent();

    public async Task<Results<Ok<AccessNeedView>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        Guid person, Guid id, Action<AccessNeed, DateTimeOffset> change, IfMatch ifMatch, HttpContext http, CancellationToken ct)
    {
        var need = await db.AccessNeeds.SingleOrDefaultAsync(n => n.Id == id && n.PersonId == person, ct);
        if (need is null) return Refusal.NotFound("access need").ToProblem();
        if (need.HasEnded) return AccessNeedErrors.Ended.ToProblem();

        ifMatch.Guard(db, need);
        change(need, time.GetUtcNow());
        await audit.ChangedAsync("access needs", ct, await db.People.Where(p => p.Id == person).Select(p => p.AuditId).SingleAsync(ct));
        await db.SaveChangesAsync(ct);
        http.SetETag(need.RowVersion);
        return TypedResults.Ok(AccessNeedView.Of(need));
    }
}
