using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Messaging;
using QLab.TestTeams.Contracts;

namespace QLab.Publications.Consumers;

/// <summary>Where a team is now; it may be heard of before the team is.</summary>
sealed class KeepStageWhenEntered(PublicationsDb db) : IHandle<StageEntered>
{
    public Task Handle(IReadOnlyList<StageEntered> events, CancellationToken ct)
    {
        List<StageEntered> latest = [.. events.GroupBy(e => e.TeamId).Select(of => of.MaxBy(e => e.Version)!).OrderBy(e => e.TeamId)];
        Guid[] teams = [.. latest.Select(e => e.TeamId)];
        string[] stages = [.. latest.Select(e => e.Stage)];
        int[] versions = [.. latest.Select(e => e.Version)];
        return db.Database.ExecuteSqlAsync($"""
            INSERT INTO team_stages AS s (team_id, stage, version) SELECT * FROM unnest({teams}, {stages}, {versions})
            ON CONFLICT (team_id) DO UPDATE SET stage = excluded.stage, version = excluded.version WHERE s.version < excluded.version
            """, ct);
    }
}
