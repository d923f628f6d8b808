using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Messaging;
using QLab.TestTeams.Contracts;

namespace QLab.Publications.Consumers;

/// <summary>Who was given a grant, and when; of several versions the highest counts.</summary>
sealed class KeepGrants(PublicationsDb db) : IHandle<GrantAwarded>, IHandle<GrantCorrected>, IHandle<GrantWithdrawn>
{
    public Task Handle(IReadOnlyList<GrantAwarded> events, CancellationToken ct) =>
        KeepAsync(events.Select(e => (e.GrantId, e.TeamId, e.ProjectId, e.AwardedOn, false, Version: 1)), ct);

    public Task Handle(IReadOnlyList<GrantCorrected> events, CancellationToken ct) =>
        KeepAsync(events.Select(e => (e.GrantId, e.TeamId, e.ProjectId, e.AwardedOn, false, e.Version)), ct);

    public Task Handle(IReadOnlyList<GrantWithdrawn> events, CancellationToken ct) =>
        KeepAsync(events.Select(e => (e.GrantId, e.TeamId, e.ProjectId, e.AwardedOn, true, e.Version)), ct);

    Task KeepAsync(IEnumerable<(Guid Id, Guid Team, Guid Project, DateOnly On, bool Withdrawn, int Version)> told, CancellationToken ct)
    {
        var latest = told.GroupBy(g => g.Id).Select(of => of.MaxBy(g => g.Version)).OrderBy(g => g.Id).ToList();
        Guid[] ids = [.. latest.Select(g => g.Id)];
        Guid[] teams = [.. latest.Select(g => g.Team)];
        Guid[] projects = [.. latest.Select(g => g.Project)];
        DateOnly[] days = [.. latest.Select(g => g.On)];
        bool[] withdrawn = [.. latest.Select(g => g.Withdrawn)];
        int[] versions = [.. latest.Select(g => g.Version)];
        return db.Database.ExecuteSqlAsync($"""
            INSERT INTO grants AS g (id, team_id, project_id, awarded_on, withdrawn, version)
            SELECT * FROM unnest({ids}, {teams}, {projects}, {days}, {withdrawn}, {versions})
            ON CONFLICT (id) DO UPDATE SET awarded_on = excluded.awarded_on, withdrawn = excluded.withdrawn,
                version = excluded.version
            WHERE g.version < excluded.version
            """, ct);
    }
}
