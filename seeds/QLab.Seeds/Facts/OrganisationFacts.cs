namespace QLab.Seeds.Facts;

sealed record OrganisationFacts(
    string Key, string Name, string Kind, string About, string Source, string? Parent = null, string? Note = null);

sealed record PartnershipFacts(
    string Organisation, string Role, IReadOnlyList<string> Contributions, IReadOnlyList<string> Priorities, string Source,
    string? Note = null);
