using Microsoft.EntityFrameworkCore;

namespace QLab.Publications.Contributions;

static class KeepContributions
{
    /// <summary>Keeps a batch in one statement; a contribution never changes, so one that is here already stays as it is.</summary>
    public static Task Keep(this PublicationsDb db, IReadOnlyCollection<Contribution> given, CancellationToken ct)
    {
        Guid[] ids = [.. given.Select(c => c.Id)];
        string[] kinds = [.. given.Select(c => c.Kind.ToString())];
        Guid[] projects = [.. given.Select(c => c.ProjectId)];
        Guid?[] participants = [.. given.Select(c => c.ParticipantId)];
        string[] services = [.. given.Select(c => c.Service)];
        Guid[] origins = [.. given.Select(c => c.OriginId)];
        DateTimeOffset[] times = [.. given.Select(c => c.GivenAt)];
        return db.Database.ExecuteSqlAsync($"""
            INSERT INTO contributions (id, kind, project_id, participant_id, service, origin_id, given_at)
            SELECT * FROM unnest({ids}, {kinds}, {projects}, {participants}, {services}, {origins}, {times})
            ON CONFLICT (id) DO NOTHING
            """, ct);
    }

    /// <summary>Keeps what can change and be removed: of several versions the highest counts, in whatever order they come.</summary>
    public static Task KeepLatest(this PublicationsDb db, IEnumerable<Contribution> told, CancellationToken ct)
    {
        List<Contribution> latest = [.. told.GroupBy(c => c.Id).Select(of => of.MaxBy(c => c.Version)!).OrderBy(c => c.Id)];
        Guid[] ids = [.. latest.Select(c => c.Id)];
        string[] kinds = [.. latest.Select(c => c.Kind.ToString())];
        Guid[] projects = [.. latest.Select(c => c.ProjectId)];
        Guid?[] participants = [.. latest.Select(c => c.ParticipantId)];
        string[] services = [.. latest.Select(c => c.Service)];
        Guid[] origins = [.. latest.Select(c => c.OriginId)];
        DateTimeOffset[] times = [.. latest.Select(c => c.GivenAt)];
        int[] versions = [.. latest.Select(c => c.Version)];
        DateTimeOffset?[] removals = [.. latest.Select(c => c.RemovedAt)];
        // A removal knows neither when it was given nor by whom: what is known already stays.
        return db.Database.ExecuteSqlAsync($"""
            INSERT INTO contributions AS c (id, kind, project_id, participant_id, service, origin_id, given_at, version, removed_at)
            SELECT id, kind, project, participant, service, origin, given, version, removed
            FROM unnest({ids}, {kinds}, {projects}, {participants}, {services}, {origins}, {times}, {versions}, {removals})
                AS told (id, kind, project, participant, service, origin, given, version, removed)
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, removed_at = excluded.removed_at,
                participant_id = coalesce(c.participant_id, excluded.participant_id), given_at = least(c.given_at, excluded.given_at)
            WHERE c.version < excluded.version
            """, ct);
    }
}
