using System.Linq.Expressions;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.People.AccessNeeds;

sealed record AccessNeedView(
    Guid Id, NeedCategory Category, string Words, IdentifiedBy IdentifiedBy, DateOnly IdentifiedOn, DateTimeOffset RecordedAt, bool Flagged,
    bool WithFacilitators, Guid[] WithOrganisations, DateTimeOffset? SharingAgreedAt, bool? Met, DateOnly? OutcomeOn, string? OutcomeNote,
    DateTimeOffset? EndedAt,
    IReadOnlyList<NeedEntry> History)
{
    public static AccessNeedView Of(AccessNeed n) => new(
        n.Id, n.Category, n.Words, n.IdentifiedBy, n.IdentifiedOn, n.RecordedAt, n.Flagged,
        n.WithFacilitators, n.WithOrganisations, n.SharingAgreedAt, n.Met, n.OutcomeOn, n.OutcomeNote, n.EndedAt, n.History);
}

/// <summary>What those see with whom a need is shared: the need, not how it came about.</summary>
sealed record SharedAccessNeed(Guid Id, NeedCategory Category, string Words, DateTimeOffset SharingAgreedAt, bool? Met);

static class ReadAccessNeeds
{
    public static async Task<Results<Ok<IReadOnlyList<AccessNeedView>>, ProblemHttpResult>> OfPerson(
        Guid personId, PersonAccessNeeds needs, ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId, ct);
        if (person is null) return Refusal.NotFound("person").ToProblem();

        await audit.ReadAsync("access needs", [person.AuditId], ct);
        return TypedResults.Ok(await needs.AllAsync(personId, ct));
    }

    public static Task<Results<Ok<AccessNeedView>, ProblemHttpResult>> One(
        Guid personId, Guid id, HttpContext http, PersonAccessNeeds needs, CancellationToken ct) => needs.OneAsync(personId, id, http, ct);

    /// <summary>By pseudonym: what those may know who arrange something for a participant.</summary>
    public static async Task<Results<Ok<IReadOnlyList<SharedAccessNeed>>, ProblemHttpResult>> Shared(
        Guid projectId, Guid participantId, HttpContext http, ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        var person = await db.Participations.Where(p => p.Id == participantId && p.ProjectId == projectId && p.LeftAt == null)
            .Join(db.People, p => p.PersonId, p => p.Id, (_, person) => new { person.Id, person.AuditId, person.OrganisationId }).SingleOrDefaultAsync(ct);
        if (person is null) return Refusal.NotFound("participant").ToProblem();

        var needs = await db.AccessNeeds
            .Where(n => n.PersonId == person.Id && n.EndedAt == null && n.SharingAgreedAt != null).Where(SharedWith(http.User)).OrderBy(n => n.Id)
            .Select(n => new SharedAccessNeed(n.Id, n.Category, n.Words, n.SharingAgreedAt!.Value, n.Met)).ToListAsync(ct);
        // For an organisation with which nothing is shared, somebody else's participant does not exist.
        if (needs.Count == 0 && !http.User.MayActFor(person.OrganisationId)) return Refusal.NotFound("participant").ToProblem();

        await audit.ReadAsync("access needs", [person.AuditId], ct);
        return TypedResults.Ok<IReadOnlyList<SharedAccessNeed>>(needs);
    }

    static Expression<Func<AccessNeed, bool>> SharedWith(ClaimsPrincipal user) =>
        user.OrganisationId() is { } organisation ? need => need.WithOrganisations.Contains(organisation) : need => need.WithFacilitators;
}
