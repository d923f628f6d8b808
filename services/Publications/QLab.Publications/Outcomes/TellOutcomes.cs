using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QLab.Publications.Contracts;
using QLab.Publications.Contributions;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Publications.Outcomes;

/// <summary>
/// Tells what became of contributions wherever it is another than was told last. It compares instead of listening to each of the many
/// ways in which an outcome changes (coding, merging, agreeing, publishing, consents), so none can be forgotten.
/// </summary>
sealed class TellOutcomes(PublicationsDb db, IEvents events, TimeProvider time) : IPeriodicWork
{
    const int AtOnce = 2_000;

    /// <remarks>
    /// An edition rests on what was coded, or came to its theme by a merger, before it came out, and had not been removed by then.
    /// </remarks>
    static readonly string ChangesSql = $$"""
        WITH coded AS MATERIALIZED (
            SELECT e.contribution_id AS id, p.theme_id, greatest(e.coded_at, p.since) AS since, e.removed_at AS until,
                e.removed_at IS NULL AND t.merged_into IS NULL AS stands
            FROM evidence e JOIN theme_parts p ON p.part_id = e.theme_id JOIN themes t ON t.id = p.theme_id
            WHERE e.contribution_id IS NOT NULL
        ), led AS MATERIALIZED (
            SELECT c.id, i.id AS insight_id, c.since, c.until, c.until IS NULL AND i.withdrawn_at IS NULL AS stands
            FROM coded c JOIN insight_themes rests ON rests.theme_id = c.theme_id JOIN insights i ON i.id = rests.insight_id
        ), used AS (
            SELECT l.id, based.publication_id, array_agg(DISTINCT based.version ORDER BY based.version) AS versions
            FROM led l JOIN edition_insights based ON based.insight_id = l.insight_id
                JOIN editions e ON e.publication_id = based.publication_id AND e.version = based.version
                    AND e.published_at >= l.since AND (l.until IS NULL OR e.published_at < l.until)
            GROUP BY l.id, based.publication_id
        ), titled AS (
            SELECT u.id, jsonb_agg(
                jsonb_strip_nulls(jsonb_build_object('publicationId', p.id, 'title', current.title, 'versions', to_jsonb(u.versions),
                    'retracted', CASE WHEN p.retracted_at IS NOT NULL THEN true END)) ORDER BY p.id) AS used_in
            FROM used u JOIN publications p ON p.id = u.publication_id
                JOIN editions current ON current.publication_id = p.id AND current.version = p.version
            GROUP BY u.id
        ), whole_batches AS (
            SELECT b.batch_id FROM batched_contributions b JOIN contributions c ON c.id = b.contribution_id
            WHERE b.batch_id IS NOT NULL AND c.removed_at IS NULL AND c.participant_id IS NOT NULL
            GROUP BY b.batch_id HAVING count(*) >= {{UsableContributions.SmallestBatch}} AND bool_and({{MayBeUsed.Sql("c", Consent.Research)}})
        ), outcomes AS (
            SELECT c.id, c.project_id, c.participant_id, b.contribution_id IS NOT NULL AS together,
                c.removed_at IS NULL AND {{MayBeUsed.Sql("c", Consent.Research)}}
                    AND (b.contribution_id IS NULL OR b.batch_id IN (SELECT batch_id FROM whole_batches)) IS TRUE AS counts,
                coalesce(themes.count, 0)::int AS themes, coalesce(insights.count, 0)::int AS insights, coalesce(t.used_in, '[]') AS used_in,
                c.set_aside, c.set_aside_reason
            FROM contributions c
                LEFT JOIN batched_contributions b ON b.contribution_id = c.id
                LEFT JOIN (SELECT id, count(DISTINCT theme_id) FILTER (WHERE stands) AS count FROM coded GROUP BY id) themes ON themes.id = c.id
                LEFT JOIN (
                    SELECT id, count(DISTINCT insight_id) FILTER (WHERE stands) AS count FROM led GROUP BY id) insights ON insights.id = c.id
                LEFT JOIN titled t ON t.id = c.id
            WHERE c.participant_id IS NOT NULL
        ), news AS (
            SELECT o.* FROM outcomes o LEFT JOIN told_outcomes told ON told.contribution_id = o.id
            WHERE (told.contribution_id IS NULL AND (o.themes > 0 OR NOT o.counts OR o.used_in <> '[]' OR o.set_aside IS NOT NULL))
                OR (told.contribution_id IS NOT NULL
                    AND (told.counts, told.themes, told.insights, told.used_in, told.set_aside, told.set_aside_reason)
                        IS DISTINCT FROM (o.counts, o.themes, o.insights, o.used_in, o.set_aside, o.set_aside_reason))
            ORDER BY o.id LIMIT {{AtOnce}}
        ), remembered AS (
            INSERT INTO told_outcomes AS told (contribution_id, counts, themes, insights, used_in, set_aside, set_aside_reason, version)
            SELECT id, counts, themes, insights, used_in, set_aside, set_aside_reason, 1 FROM news
            ON CONFLICT (contribution_id) DO UPDATE SET counts = excluded.counts, themes = excluded.themes, insights = excluded.insights,
                used_in = excluded.used_in, set_aside = excluded.set_aside, set_aside_reason = excluded.set_aside_reason,
                version = told.version + 1
            RETURNING contribution_id, version
        )
        SELECT n.id AS "Id", n.project_id AS "ProjectId", n.participant_id AS "ParticipantId", n.counts AS "Counts", n.together AS "Together",
            n.themes AS "Themes",
            n.insights AS "Insights", n.used_in::text AS "UsedIn", n.set_aside AS "SetAside", n.set_aside_reason AS "Reason",
            r.version AS "Version"
        FROM news n JOIN remembered r ON r.contribution_id = n.id
        """;

    public async Task RunAsync(CancellationToken ct)
    {
        List<Changed> changed;
        do
        {
            await using var transaction = await db.RequireTransactionAsync(ct);
            changed = await db.Database.SqlQueryRaw<Changed>(ChangesSql).ToListAsync(ct);
            foreach (var one in changed) events.Publish(one.Told(time.GetUtcNow()));
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        while (changed.Count == AtOnce);
    }

    sealed record Changed(
        Guid Id, Guid ProjectId, Guid ParticipantId, bool Counts, bool Together, int Themes, int Insights, string UsedIn, string? SetAside,
        string? Reason,
        int Version)
    {
        public ContributionOutcomeChanged Told(DateTimeOffset now) => new(
            Id, ProjectId, ParticipantId, Counts, Themes, Insights,
            JsonSerializer.Deserialize<List<UsedInPublication>>(UsedIn, JsonSerializerOptions.Web)!, Version, now)
        {
            Together = Together ? true : null,
            SetAside = SetAside is null ? null : new(JsonNamingPolicy.CamelCase.ConvertName(SetAside), Reason!),
        };
    }
}
