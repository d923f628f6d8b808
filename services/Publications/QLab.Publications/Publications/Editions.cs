using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QLab.Publications.Contracts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Publications.Publications;

/// <summary>What publishing a first and a later version have in common.</summary>
static class Editions
{
    public static void AddEdition(
        this PublicationsDb db, IEvents events, Publication publication, Edition edition, IEnumerable<Guid> basedOn)
    {
        db.Editions.Add(edition);
        db.EditionInsights.AddRange(basedOn.Distinct().Select(insightId => new EditionInsight
        {
            PublicationId = edition.PublicationId, Version = edition.Version, InsightId = insightId,
        }));
        events.Publish(new PublicationPublished(
            publication.Id, publication.ProjectId, edition.Version, JsonNamingPolicy.CamelCase.ConvertName(publication.Kind.ToString()),
            publication.Slug, edition.Title, edition.PublishedOn, edition.PublishedAt));
    }

    public static async Task<Dictionary<string, string[]>> UnknownInsights(
        this PublicationsDb db, Guid projectId, IReadOnlyList<Guid> insightIds, CancellationToken ct)
    {
        var known = await db.Insights.Where(i => i.ProjectId == projectId && insightIds.Contains(i.Id))
            .ToDictionaryAsync(i => i.Id, i => i.WithdrawnAt is not null, ct);
        var faults = References.Faults("/basedOnInsightIds", insightIds, known.Keys.ToHashSet(), "insight");
        foreach (var (at, _) in insightIds.Index().Where(entry => known.GetValueOrDefault(entry.Item)))
            faults[$"/basedOnInsightIds/{at}"] = ["This insight has been withdrawn."];
        return faults;
    }
}
