namespace QLab.Seeds.Facts;

sealed record ProjectFacts(
    string Slug, string Title, string Question, IReadOnlyList<string> Aims, DateOnly StartsOn, DateOnly EndsOn, string DateNote,
    string Source,
    IReadOnlyList<PhaseFacts> Phases, IReadOnlyList<PartnershipFacts> Partnerships, Headline Headline, IReadOnlyList<StatedFact> Facts);

sealed record PhaseFacts(string Name, DateOnly StartsOn, DateOnly EndsOn, string DateNote, string Source);

/// <summary>The numbers that the platform has to show once the seeds are in.</summary>
sealed record Headline(
    DocumentedNumber Participants, DocumentedNumber Responses, DocumentedNumber Workshops,
    DocumentedNumber Teams, DocumentedNumber Publications, DocumentedNumber Grants);

/// <param name="Number">The number that is played.</param>
/// <param name="AsDocumented">How the source puts it, such as "over 120".</param>
sealed record DocumentedNumber(int Number, string AsDocumented, string Source);

/// <summary>Kept with the project, but the platform has no place for it (yet).</summary>
sealed record StatedFact(string Text, string Source);
