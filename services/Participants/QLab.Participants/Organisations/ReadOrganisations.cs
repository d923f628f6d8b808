using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Organisations;

sealed record OrganisationView(Guid Id, string Name, OrganisationKind Kind, Guid? ParentId, DateTimeOffset RegisteredAt)
{
    public static OrganisationView Of(Organisation o) => new(o.Id, o.Name, o.Kind, o.ParentId, o.RegisteredAt);
}

static class ReadOrganisations
{
    public static Task<Page<OrganisationView>> List(
        [AsParameters] Paging paging,
        [Description("charity, nhsTrust, healthBoard, hospital, university, network, funder or evaluator.")] Choice<OrganisationKind>? kind,
        Guid? parentId, ParticipantsDb db, CancellationToken ct)
    {
        var wanted = kind?.Value;
        return paging.ReadAsync(
            db.Organisations.Where(o => (wanted == null || o.Kind == wanted) && (parentId == null || o.ParentId == parentId)),
            o => o.Id, o => new OrganisationView(o.Id, o.Name, o.Kind, o.ParentId, o.RegisteredAt), ct);
    }

    public static async Task<Results<Ok<OrganisationView>, ProblemHttpResult>> Get(Guid id, ParticipantsDb db, CancellationToken ct) =>
        await db.Organisations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, ct) is { } organisation
            ? TypedResults.Ok(OrganisationView.Of(organisation))
            : Refusal.NotFound("organisation").ToProblem();
}
