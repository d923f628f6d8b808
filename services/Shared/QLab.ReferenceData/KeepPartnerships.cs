using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;

namespace QLab.ReferenceData;

sealed class KeepPartnerships(ServiceDb db) : IHandle<PartnershipAgreed>
{
    public Task Handle(IReadOnlyList<PartnershipAgreed> events, CancellationToken ct) =>
        KeepAsync(events.Select(agreed => (agreed.OrganisationId, agreed.ProjectId, agreed.Role)), ct);

    public Task KeepAsync(IEnumerable<(Guid Organisation, Guid Project, string Role)> told, CancellationToken ct)
    {
        var agreed = told.Order().ToList();
        Guid[] organisations = [.. agreed.Select(a => a.Organisation)];
        Guid[] projects = [.. agreed.Select(a => a.Project)];
        string[] roles = [.. agreed.Select(a => a.Role)];
        return db.Database.ExecuteSqlAsync($"""
            INSERT INTO partnerships (organisation_id, project_id, role) SELECT * FROM unnest({organisations}, {projects}, {roles})
            ON CONFLICT DO NOTHING
            """, ct);
    }
}
