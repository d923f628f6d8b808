using QLab.Publications.Lineage;
using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Publications;

static class PublicationErrors
{
    public static Refusal SlugInSeveralProjects => Refusal.Conflict("slug-in-several-projects", "Several projects have a publication of this name: say which one with ?projectId=, or use the publication's id.");
    public static Refusal VersionTooHigh(int current) =>
        Refusal.Conflict("version-too-high", $"The current version is {current}, so the next one is {current + 1}.");

    /// <summary>What its address says from then on.</summary>
    public static Refusal Retracted(string title, DateTimeOffset at, string reason) =>
        new(410, "publication-retracted", $"“{title}” was retracted on {LineageText.Day(at)}: {reason}")
        {
            Members = new Dictionary<string, object?> { ["publicationTitle"] = title, ["retractedAt"] = at, ["reason"] = reason },
        };

    public static Refusal PublishedMeanwhile =>
        Refusal.Conflict("lost-race", "Somebody else published a version at the same moment. Read it, then try again.");
}
