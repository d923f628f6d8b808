using Microsoft.EntityFrameworkCore;
using QLab.Contributions;
using QLab.Publications.Contributions;
using QLab.ReferenceData;

namespace QLab.Publications.Evidence;

/// <summary>Passages are coded where the words are, in surveys and workshops; here each is a piece of evidence by reference.</summary>
static class KeepPassages
{
    /// <summary>Evidence that counts: cited sources, and what rests on contributions that are known and may be used for research.</summary>
    public static IQueryable<PieceOfEvidence> CountedEvidence(this PublicationsDb db) =>
        db.Evidence.Where(e => e.RemovedAt == null
            && (e.ContributionId == null || db.ContributionsFor(Consent.Research).Any(c => c.Id == e.ContributionId)));

    /// <summary>What counts for a theme: coded to it, or to one that was merged into it.</summary>
    public static IQueryable<PieceOfEvidence> EvidenceOf(this PublicationsDb db, Guid themeId) =>
        db.CountedEvidence().Where(e => db.ThemeParts.Any(p => p.ThemeId == themeId && p.PartId == e.ThemeId));

    /// <summary>What is left out, for want of a consent or because its contribution was taken back or is not known yet.</summary>
    public static IQueryable<PieceOfEvidence> LeftOut(this PublicationsDb db) =>
        db.Evidence.Where(e => e.RemovedAt == null && e.ContributionId != null && !db.ContributionsFor(Consent.Research).Any(c => c.Id == e.ContributionId));

    public static async Task Keep(this PublicationsDb db, IEnumerable<ContributionCoded> told, CancellationToken ct)
    {
        var latest = told.GroupBy(p => p.PassageId).Select(of => of.MaxBy(p => p.Version)!).ToDictionary(p => p.PassageId);
        ContributionCoded[] news =
            [.. (await NewsAsync(db, latest.ToDictionary(p => p.Key, p => p.Value.Version), ct)).Select(id => latest[id])];
        Guid[] ids = [.. news.Select(p => p.PassageId)];
        Guid[] contributions = [.. news.Select(p => p.ContributionId)];
        Guid[] projects = [.. news.Select(p => p.ProjectId)];
        Guid[] themes = [.. news.Select(p => p.ThemeId)];
        string[] parts = [.. news.Select(p => p.Part)];
        int[] starts = [.. news.Select(p => p.Start)];
        int[] ends = [.. news.Select(p => p.End)];
        DateTimeOffset[] times = [.. news.Select(p => p.OccurredAt)];
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO evidence AS e (id, theme_id, contribution_id, question, passage_start, passage_end, coded_at)
            SELECT p.id, p.theme, p.contribution, p.part, p.starts, p.ends, p.at
            FROM unnest({ids}, {contributions}, {projects}, {themes}, {parts}, {starts}, {ends}, {times})
                AS p (id, contribution, project, theme, part, starts, ends, at)
            JOIN themes t ON t.id = p.theme AND t.project_id = p.project
            ON CONFLICT (id) DO UPDATE SET theme_id = excluded.theme_id, passage_start = excluded.passage_start, passage_end = excluded.passage_end, coded_at = excluded.coded_at
            WHERE e.question IS NOT NULL
            """, ct);
    }

    public static async Task Drop(this PublicationsDb db, IEnumerable<ContributionUncoded> told, CancellationToken ct)
    {
        var news = await NewsAsync(db, told.GroupBy(p => p.PassageId).ToDictionary(of => of.Key, of => of.Max(p => p.Version)), ct);
        await db.Evidence.Where(e => e.Question != null && news.Contains(e.Id)).ExecuteDeleteAsync(ct);
    }

    /// <summary>Remembers the versions; what is left is what had not been heard of, or only an earlier version.</summary>
    static async Task<Guid[]> NewsAsync(PublicationsDb db, Dictionary<Guid, int> told, CancellationToken ct)
    {
        Guid[] ids = [.. told.Keys.Order()];
        int[] versions = [.. ids.Select(id => told[id])];
        return [.. await db.Database.SqlQuery<Guid>($"""
            INSERT INTO passage_versions AS p (id, version) SELECT * FROM unnest({ids}, {versions})
            ON CONFLICT (id) DO UPDATE SET version = excluded.version WHERE p.version < excluded.version
            RETURNING id AS "Value"
            """).ToListAsync(ct)];
    }
}
