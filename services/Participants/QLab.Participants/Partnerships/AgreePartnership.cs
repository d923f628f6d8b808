using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Partnerships;

[Example("""
    { "organisationId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35", "role": "partner",
      "contributions": ["Two wards"], "priorities": ["Fewer alarms at night"] }
    """)]
public sealed record AgreePartnershipRequest(Guid OrganisationId, PartnershipRole Role)
{
    /// <summary>Your own id for the partnership, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>What the organisation gives: staff time, expertise, reach.</summary>
    [Texts(20, 500)]
    public string[] Contributions { get; init; } = [];

    /// <summary>What it cares about most.</summary>
    [Texts(20, 500)]
    public string[] Priorities { get; init; } = [];

    /// <summary>True when the organisations that belong to it take part as it does, each for its own people.</summary>
    public bool IncludesMembers { get; init; }
}

static class AgreePartnership
{
    public static async Task<Results<Created<PartnershipView>, ProblemHttpResult>> Handle(
        Guid projectId, AgreePartnershipRequest request, ParticipantsDb db, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var id = request.Id ?? Guid.CreateVersion7();
        if (await Existing(db, id, projectId, request, ct) is { } existing)
            return Refusal.AlreadyExists("partnership", existing).ToProblem();
        var project = await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == projectId, ct);
        if (project is null) return Refusal.NotFound("project").ToProblem();
        var organisation = await db.Organisations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == request.OrganisationId, ct);
        if (organisation is null) return Refusal.NotFound("organisation").ToProblem();

        var partnership = new Partnership
        {
            Id = id, ProjectId = projectId, OrganisationId = organisation.Id, Role = request.Role,
            Contributions = request.Contributions, Priorities = request.Priorities, IncludesMembers = request.IncludesMembers,
            AgreedAt = time.GetUtcNow(),
        };
        db.Partnerships.Add(partnership);
        events.Publish(new PartnershipAgreed(projectId, organisation.Id, partnership.RoleName, partnership.AgreedAt));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created(
            $"/api/participants/v1/projects/{projectId}/partnerships/{id}", PartnershipView.Of(partnership, organisation));
    }

    static Task<Guid?> Existing(ParticipantsDb db, Guid id, Guid projectId, AgreePartnershipRequest request, CancellationToken ct) =>
        db.Partnerships.IgnoreQueryFilters()
            .Where(p => p.Id == id || p.EndedAt == null && p.ProjectId == projectId && p.OrganisationId == request.OrganisationId && p.Role == request.Role)
            .Select(p => (Guid?)p.Id).FirstOrDefaultAsync(ct);
}
