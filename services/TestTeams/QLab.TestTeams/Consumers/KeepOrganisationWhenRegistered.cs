using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.TestTeams.Consumers;

sealed class KeepOrganisationWhenRegistered(TestTeamsDb db) : IHandle<OrganisationRegistered>
{
    public async Task Handle(IReadOnlyList<OrganisationRegistered> events, CancellationToken ct)
    {
        foreach (var registered in events)
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO organisations (id, name, kind) VALUES ({registered.OrganisationId}, {registered.Name}, {registered.Kind})
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind
                """, ct);
    }
}
