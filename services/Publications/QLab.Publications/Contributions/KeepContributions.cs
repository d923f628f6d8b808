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
}
