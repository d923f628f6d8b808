using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.TestTeams.Consumers;

sealed class KeepOrganisationWhenRegistered(TestTeamsDb db) : IHandle<OrganisationRegistered>
{
    public async Task Handle(IReadOnlyList<OrganisationRegistered> events, CancellationToken ct)
    {
        foreach (var registered in events) await db.KeepAsync(registered.OrganisationId, registered.Name, registered.Kind, registered.OccurredAt, ct);
    }
}

sealed class KeepOrganisationWhenCorrected(TestTeamsDb db) : IHandle<OrganisationCorrected>
{
    public async Task Handle(IReadOnlyList<OrganisationCorrected> events, CancellationToken ct)
    {
        foreach (var corrected in events) await db.KeepAsync(corrected.OrganisationId, corrected.Name, corrected.Kind, corrected.OccurredAt, ct);
    }
}

static class KnownOrganisations
{
    /// <summary>What was said last counts, whichever way round it arrives.</summary>
    public static Task KeepAsync(this TestTeamsDb db, Guid id, string name, string kind, DateTimeOffset saidAt, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"""
            INSERT INTO organisations (id, name, kind, known_at) VALUES ({id}, {name}, {kind}, {saidAt.ToUniversalTime()})
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, known_at = excluded.known_at
            WHERE organisations.known_at <= excluded.known_at
            """, ct);
}
