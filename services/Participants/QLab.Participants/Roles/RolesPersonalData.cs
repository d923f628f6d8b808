using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants.Roles;

sealed class RolesPersonalData(ParticipantsDb db) : IPersonalData
{
    public string Name => "roles";

    public IReadOnlyList<string> Tables { get; } = ["role_grants"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) =>
        await db.RoleGrants.Where(g => g.PersonId == subject.Subject).OrderBy(g => g.GrantedAt)
            .Select(g => new RoleView(g.Role, g.OrganisationId, g.ProjectId, g.GrantedAt)).ToListAsync(ct);

    public Task EraseAsync(DataSubject subject, CancellationToken ct) =>
        db.RoleGrants.Where(g => g.PersonId == subject.Subject).ExecuteDeleteAsync(ct);
}
