using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.Participants.Partnerships;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Participants.Projects;

/// <summary>
/// Tells the other services how every project is, because one of them may have had no queue yet when an event was published, or come from
/// a backup since. Again and again: at a start theirs may not be up yet.
/// </summary>
sealed class AnnounceProjects(ParticipantsDb db, IEvents events, TimeProvider time) : IPeriodicWork
{
    public async Task RunAsync(CancellationToken ct)
    {
        var asOf = time.GetUtcNow();
        var own = await db.Partnerships.AsNoTracking().ToListAsync(ct);
        var members = await db.MemberPartnerships.AsNoTracking().ToListAsync(ct);
        var partnerships = own.Select(p => (p.ProjectId, p.OrganisationId, p.Role))
            .Concat(members.Select(m => (m.ProjectId, m.OrganisationId, m.Role))).ToLookup(p => p.ProjectId);
        var projects = await db.Projects.AsNoTracking().ToListAsync(ct);
        foreach (var project in projects) events.Publish(Announced(project, partnerships[project.Id], asOf));
        await db.SaveChangesAsync(ct);
    }

    static ProjectAnnounced Announced(
        Project project, IEnumerable<(Guid ProjectId, Guid OrganisationId, PartnershipRole Role)> partnerships, DateTimeOffset asOf) => new(
        project.Id, project.Version, project.Title, project.Simulated, project.CurrentPhase, project.IsClosed,
        partnerships.GroupBy(p => JsonNamingPolicy.CamelCase.ConvertName(p.Role.ToString()), p => p.OrganisationId)
            .ToDictionary(role => role.Key, IReadOnlyList<Guid> (role) => [.. role]),
        asOf);
}
