using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Organisations;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Partnerships;

/// <param name="IncludesMembers">Whether the organisations that belong to it are bound to the project as it is.</param>
/// <param name="EndedAt">Since when the organisation has this role no longer.</param>
sealed record PartnershipView(
    Guid Id, Guid ProjectId, Guid OrganisationId, string OrganisationName, OrganisationKind OrganisationKind,
    PartnershipRole Role, string[] Contributions, string[] Priorities, DateTimeOffset AgreedAt, DateTimeOffset? EndedAt,
    bool IncludesMembers)
{
    public static PartnershipView Of(Partnership p, Organisation o) => new(
        p.Id, p.ProjectId, o.Id, o.Name, o.Kind, p.Role, p.Contributions, p.Priorities, p.AgreedAt, p.EndedAt,
        p.IncludesMembers);
}

static class ReadPartnerships
{
    public static async Task<Results<Page<PartnershipView>, ProblemHttpResult>> List(
        Guid projectId, [AsParameters] Paging paging,
        [Description("partner, teamHost, funder, evaluator or coProducer.")] EnumParameter<PartnershipRole>? role,
        [Description("Those that have ended, in place of those that stand.")] bool? ended, ParticipantsDb db, CancellationToken ct)
    {
        if (!await db.Projects.AnyAsync(p => p.Id == projectId, ct)) return Refusal.NotFound("project").ToProblem();
        var wanted = role?.Value;
        return await paging.ReadAsync(
            With(db, db.Partnerships.Where(p => p.ProjectId == projectId && (wanted == null || p.Role == wanted)
                && (p.EndedAt != null) == (ended ?? false))),
            pair => pair.Partnership.Id, pair => new PartnershipView(
                pair.Partnership.Id, pair.Partnership.ProjectId, pair.Organisation.Id, pair.Organisation.Name, pair.Organisation.Kind,
                pair.Partnership.Role, pair.Partnership.Contributions, pair.Partnership.Priorities, pair.Partnership.AgreedAt,
                pair.Partnership.EndedAt, pair.Partnership.IncludesMembers), ct);
    }

    public static async Task<Results<Ok<PartnershipView>, ProblemHttpResult>> Get(
        Guid projectId, Guid id, HttpContext http, ParticipantsDb db, CancellationToken ct)
    {
        var pair =
            await With(db, db.Partnerships.Where(p => p.ProjectId == projectId && p.Id == id)).AsNoTracking().SingleOrDefaultAsync(ct);
        if (pair is null) return Refusal.NotFound("partnership").ToProblem();
        http.SetETag(pair.Partnership.RowVersion);
        return TypedResults.Ok(PartnershipView.Of(pair.Partnership, pair.Organisation));
    }

    public static Task<Results<Ok<List<ChangeView>>, ProblemHttpResult>> Changes(
        Guid projectId, Guid id, ParticipantsDb db, CancellationToken ct) =>
        db.ReadChangesAsync(
            db.Partnerships.IgnoreQueryFilters().Where(p => p.ProjectId == projectId && p.Id == id), Partnership.Noun, id, ct);

    static IQueryable<Pair> With(ParticipantsDb db, IQueryable<Partnership> partnerships) =>
        from partnership in partnerships.IgnoreQueryFilters()
        join organisation in db.Organisations on partnership.OrganisationId equals organisation.Id
        select new Pair { Partnership = partnership, Organisation = organisation };

    sealed class Pair
    {
        public required Partnership Partnership { get; init; }
        public required Organisation Organisation { get; init; }
    }
}
