using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Organisations;

sealed record OrganisationView(Guid Id, string Name, OrganisationKind Kind, Guid? ParentId, DateTimeOffset RegisteredAt)
{
    public static OrganisationView Of(Organisation o) => new(o.Id, o.Name, o.Kind, o.ParentId, o.RegisteredAt);
}

/// <summary>How a list is narrowed by name.</summary>
public sealed record OrganisationName([property: Text(200), Description("Part of the name, without regard to case and accents.")] string? Name)
{
    internal IQueryable<Organisation> Apply(IQueryable<Organisation> organisations) =>
        Name is null ? organisations : organisations.Where(o => EF.Functions.Like(o.NameKey, Folding.Folded(Folding.Anywhere(Name)), @"\"));
}

static class ReadOrganisations
{
    public static Task<Page<OrganisationView>> List(
        [AsParameters] Paging paging,
        [Description("charity, nhsTrust, healthBoard, hospital, university, network, funder or evaluator.")] EnumParameter<OrganisationKind>? kind,
        Guid? parentId, [AsParameters] OrganisationName named, ParticipantsDb db, CancellationToken ct)
    {
        var wanted = kind?.Value;
        return paging.ReadAsync(
            named.Apply(db.Organisations).Where(o => (wanted == null || o.Kind == wanted) && (parentId == null || o.ParentId == parentId)),
            o => o.Id, o => new OrganisationView(o.Id, o.Name, o.Kind, o.ParentId, o.RegisteredAt), ct);
    }

    public static async Task<Results<Ok<OrganisationView>, ProblemHttpResult>> Get(
        Guid id, HttpContext http, ParticipantsDb db, CancellationToken ct)
    {
        var organisation = await db.Organisations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, ct);
        if (organisation is null) return Refusal.NotFound("organisation").ToProblem();
        http.SetETag(organisation.RowVersion);
        return TypedResults.Ok(OrganisationView.Of(organisation));
    }
}
