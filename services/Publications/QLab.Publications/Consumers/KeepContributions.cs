using Microsoft.EntityFrameworkCore;
using QLab.Contributions;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Publications.Consumers;

/// <summary>Keeps what any service has been given. Of several versions the highest counts, in whatever order they come.</summary>
sealed class KeepContributions(PublicationsDb db) : IHandle<ContributionGiven>, IHandle<ContributionWithdrawn>
{
    /// <remarks>
    /// A withdrawal that came first did not know whose it was, nor when it was given. What somebody who was erased has given is nobody's,
    /// however late it is told.
    /// </remarks>
    public Task Handle(IReadOnlyList<ContributionGiven> events, CancellationToken ct)
    {
        List<ContributionGiven> latest =
            [.. events.GroupBy(e => e.ContributionId).Select(of => of.MaxBy(e => e.Version)!).OrderBy(e => e.ContributionId)];
        Guid[] ids = [.. latest.Select(e => e.ContributionId)];
        Guid[] projects = [.. latest.Select(e => e.ProjectId)];
        Guid?[] participants = [.. latest.Select(e => e.ParticipantId)];
        byte[][] hashes = [.. latest.Select(e => ErasedIds.HashOf(e.ParticipantId ?? Guid.Empty))];
        string[] consents = [.. latest.Select(e => e.ParticipantId is null ? string.Join(' ', e.Consents ?? []) : "")];
        string[] services = [.. latest.Select(e => e.Service)];
        Guid[] origins = [.. latest.Select(e => e.OriginId)];
        string[] kinds = [.. latest.Select(e => e.Kind)];
        string[] labels = [.. latest.Select(e => e.Label)];
        string[] nouns = [.. latest.Select(e => e.Noun)];
        int[] versions = [.. latest.Select(e => e.Version)];
        DateTimeOffset[] times = [.. latest.Select(e => e.OccurredAt)];
        return db.Database.ExecuteSqlAsync($"""
            INSERT INTO contributions AS c (id, project_id, participant_id, service, origin_id, kind, label, noun, version, given_at, consents)
            SELECT g.id, g.project, CASE WHEN e.hash IS NULL THEN g.participant END, g.service, g.origin, g.kind, g.label, g.noun, g.version,
                g.at, string_to_array(g.consents, ' ')
            FROM unnest({ids}, {projects}, {participants}, {hashes}, {services}, {origins}, {kinds}, {labels}, {nouns}, {versions}, {times},
                {consents}) AS g (id, project, participant, hash, service, origin, kind, label, noun, version, at, consents)
                LEFT JOIN erased_ids e ON e.hash = g.hash
            ON CONFLICT (id) DO UPDATE SET service = excluded.service, origin_id = excluded.origin_id, kind = excluded.kind,
                label = excluded.label, noun = excluded.noun, version = excluded.version, removed_at = NULL, consents = excluded.consents,
                participant_id = coalesce(c.participant_id, excluded.participant_id), given_at = least(c.given_at, excluded.given_at)
            WHERE c.version < excluded.version
            """, ct);
    }

    /// <remarks>
    /// The row stays, also where the withdrawal comes first, so that a
    /// late word of the contribution does not bring it back.
    /// </remarks>
    public Task Handle(IReadOnlyList<ContributionWithdrawn> events, CancellationToken ct)
    {
        List<ContributionWithdrawn> latest =
            [.. events.GroupBy(e => e.ContributionId).Select(of => of.MaxBy(e => e.Version)!).OrderBy(e => e.ContributionId)];
        Guid[] ids = [.. latest.Select(e => e.ContributionId)];
        Guid[] projects = [.. latest.Select(e => e.ProjectId)];
        string[] services = [.. latest.Select(e => e.Service)];
        string[] kinds = [.. latest.Select(e => e.Kind)];
        int[] versions = [.. latest.Select(e => e.Version)];
        DateTimeOffset[] times = [.. latest.Select(e => e.OccurredAt)];
        return db.Database.ExecuteSqlAsync($$"""
            INSERT INTO contributions AS c (id, project_id, service, origin_id, kind, label, noun, version, given_at, removed_at, consents)
            SELECT id, project, service, project, kind, kind, kind, version, at, at, '{}'
            FROM unnest({{ids}}, {{projects}}, {{services}}, {{kinds}}, {{versions}}, {{times}}) AS withdrawn (id, project, service, kind, version, at)
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, removed_at = excluded.removed_at
            WHERE c.version < excluded.version
            """, ct);
    }
}
