namespace QLab.Seeds.Facts;

/// <summary>The facts of all Labs, as they lie in seeds/*.json.</summary>
sealed record AllFacts(IReadOnlyList<SourceFacts> Sources, IReadOnlyList<OrganisationFacts> Organisations, IReadOnlyList<Lab> Labs)
{
    static readonly string[] Slugs = ["peer-support", "mental-health-and-persistent-pain"];

    public static AllFacts Read() => new(
        Json.ReadAll<SourceFacts>("sources.json"),
        Json.ReadAll<OrganisationFacts>("organisations.json"),
        [.. Slugs.Select(Lab.Read)]);
}
