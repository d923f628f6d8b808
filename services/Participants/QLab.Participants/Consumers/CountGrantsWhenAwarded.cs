using Microsoft.EntityFrameworkCore;
using QLab.Participants.Projects.Counts;
using QLab.ServiceDefaults.Messaging;
using QLab.TestTeams.Contracts;

namespace QLab.Participants.Consumers;

sealed class CountGrantsWhenAwarded(ParticipantsDb db) : IHandle<GrantAwarded>
{
    public async Task Handle(IReadOnlyList<GrantAwarded> events, CancellationToken ct)
    {
        await db.CountAsync(Counted.Grants, events.Select(e => e.ProjectId), ct);

        Guid[] projects = [.. events.Select(e => e.ProjectId)], teams = [.. events.Select(e => e.TeamId)];
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO funded_teams (project_id, team_id)
            SELECT DISTINCT project_id, team_id FROM unnest({projects}, {teams}) AS grants (project_id, team_id) ORDER BY 1, 2
            ON CONFLICT DO NOTHING
            """, ct);
    }
}
