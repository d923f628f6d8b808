using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;

namespace QLab.ReferenceData;

/// <summary>What was said last counts, whichever way round it arrives.</summary>
sealed class KeepOrganisations(ServiceDb db) : IHandle<OrganisationRegistered>, IHandle<OrganisationCorrected>
{
    public Task Handle(IReadOnlyList<OrganisationRegistered> events, CancellationToken ct) =>
        KeepAsync(events.Select(said => new Organisation
        {
            Id = said.OrganisationId, Name = said.Name, Kind = said.Kind, KnownAt = said.OccurredAt,
        }), ct);

    public Task Handle(IReadOnlyList<OrganisationCorrected> events, CancellationToken ct) =>
        KeepAsync(events.Select(said => new Organisation
        {
            Id = said.OrganisationId, Name = said.Name, Kind = said.Kind, KnownAt = said.OccurredAt,
        }), ct);

    async Task KeepAsync(IEnumerable<Organisation> told, CancellationToken ct)
    {
        foreach (var organisation in told.OrderBy(organisation => organisation.Id))
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO organisations (id, name, kind, known_at)
                VALUES ({organisation.Id}, {organisation.Name}, {organisation.Kind}, {organisation.KnownAt.ToUniversalTime()})
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, known_at = excluded.known_at
                WHERE organisations.known_at <= excluded.known_at
                """, ct);
    }
}
