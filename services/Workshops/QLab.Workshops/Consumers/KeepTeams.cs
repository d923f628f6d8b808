using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Messaging;
using QLab.TestTeams.Contracts;

namespace QLab.Workshops.Consumers;

/// <summary>Which teams there are and what they are called; what was said last counts, in whatever order it comes.</summary>
sealed class KeepTeams(WorkshopsDb db) : IHandle<TeamFormed>, IHandle<TeamCorrected>, IHandle<TeamsAnnounced>
{
    public Task Handle(IReadOnlyList<TeamFormed> events, CancellationToken ct) =>
        Handle([.. events.Select(e => new TeamCorrected(e.TeamId, e.ProjectId, e.Name, e.HostOrganisationIds, e.OccurredAt))], ct);

    public async Task Handle(IReadOnlyList<TeamCorrected> events, CancellationToken ct)
    {
        foreach (var told in events.OrderBy(e => e.TeamId))
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO teams (id, project_id, name, known_at)
                VALUES ({told.TeamId}, {told.ProjectId}, {told.Name}, {told.OccurredAt.ToUniversalTime()})
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, known_at = excluded.known_at WHERE teams.known_at < excluded.known_at
                """, ct);
    }

    public async Task Handle(IReadOnlyList<TeamsAnnounced> events, CancellationToken ct)
    {
        Guid[] announced = [.. events.SelectMany(e => e.Teams, (_, team) => team.TeamId)];
        var known = await db.Teams.AsNoTracking().Where(t => announced.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Name, ct);
        List<TeamCorrected> news = [.. events.SelectMany(e => e.Teams, (e, team) => new TeamCorrected(
                team.TeamId, e.ProjectId, team.Name, team.HostOrganisationIds, e.OccurredAt.AddMinutes(-1)))
            .Where(told => known.GetValueOrDefault(told.TeamId) != told.Name)];
        await Handle(news, ct);
    }
}
