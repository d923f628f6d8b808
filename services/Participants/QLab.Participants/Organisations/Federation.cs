using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Organisations;

/// <summary>Who belongs to whom, upwards and downwards.</summary>
static class Federation
{
    public static async Task<Results<Page<OrganisationView>, ProblemHttpResult>> Descendants(
        Guid id, [AsParameters] Paging paging,
        [Description("charity, nhsTrust, healthBoard, hospital, university, network, funder or evaluator.")] EnumParameter<OrganisationKind>? kind,
        ParticipantsDb db, CancellationToken ct)
    {
        if (!await db.Organisations.AnyAsync(o => o.Id == id, ct)) return Refusal.NotFound("organisation").ToProblem();
        var wanted = kind?.Value;
        return await paging.ReadAsync(
            db.Organisations.Below(id).Where(o => wanted == null || o.Kind == wanted), o => o.Id,
            o => new OrganisationView(o.Id, o.Name, o.Kind, o.ParentId, o.RegisteredAt), ct);
    }

    public static async Task<Results<Ok<IReadOnlyList<OrganisationView>>, ProblemHttpResult>> Ancestors(
        Guid id, ParticipantsDb db, CancellationToken ct)
    {
        if (!await db.Organisations.AnyAsync(o => o.Id == id, ct)) return Refusal.NotFound("organisation").ToProblem();
        var above = await db.Organisations.Above(id).AsNoTracking().ToListAsync(ct);
        return TypedResults.Ok<IReadOnlyList<OrganisationView>>([.. above.Select(OrganisationView.Of)]);
    }

    /// <summary>Children, their children and so on, without the organisation itself.</summary>
    public static IQueryable<Organisation> Below(this DbSet<Organisation> organisations, Guid id) => organisations.FromSql($"""
        WITH RECURSIVE below AS (
            SELECT id FROM organisations WHERE parent_id = {id}
            UNION ALL SELECT o.id FROM below JOIN organisations o ON o.parent_id = below.id)
        SELECT o.*, o.xmin FROM below JOIN organisations o USING (id)
        """);

    /// <summary>The nearest first, without the organisation itself.</summary>
    public static IQueryable<Organisation> Above(this DbSet<Organisation> organisations, Guid id) => organisations.FromSql($"""
        WITH RECURSIVE above AS (
            SELECT parent_id AS id, 1 AS steps FROM organisations WHERE id = {id}
            UNION ALL SELECT o.parent_id, above.steps + 1 FROM above JOIN organisations o ON o.id = above.id)
        SELECT o.*, o.xmin FROM above JOIN organisations o USING (id) ORDER BY above.steps
        """);
}
