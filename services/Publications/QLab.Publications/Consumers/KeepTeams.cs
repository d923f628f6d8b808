using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Messaging;
using QLab.TestTeams.Contracts;

namespace QLab.Publications.Consumers;

/// <summary>What a team is called; what was said last counts, in whatever order it comes.</summary>
sealed class KeepTeams(PublicationsDb db) : IHandle<TeamFormed>, IHandle<TeamCorrected>
{
    public Task Handle(IReadOnlyList<TeamFormed> events, CancellationToken ct) =>
        KeepAsync(events.Select(e => (e.TeamId, e.ProjectId, e.Name, e.OccurredAt)), ct);

    public Task Handle(IReadOnlyList<TeamCorrected> events, CancellationToken ct) =>
        KeepAsync(events.Select(e => (e.TeamId, e.ProjectId, e.Name, e.OccurredAt)), ct);

    Task KeepAsync(IEnumerable<(Guid Id, Guid Project, string Name, DateTimeOffset At)> told, CancellationToken ct)
    {
        var latest = told.GroupBy(t => t.Id).Select(of => of.MaxBy(t => t.At)).OrderBy(t => t.Id).ToList();
        Guid[] ids = [.. latest.Select(t => t.Id)];
        Guid[] projects = [.. latest.Select(t => t.Project)];
        string[] names = [.. latest.Select(t => t.Name)];
        DateTimeOffset[] times = [.. latest.Select(t => t.At)];
        return db.Database.ExecuteSqlAsync($"""
            INSERT INTO teams AS t (id, project_id, name, known_at) SELECT * FROM unnest({ids}, {projects}, {names}, {times})
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, known_at = excluded.known_at WHERE t.known_at < excluded.known_at
            """, ct);
    }
}
