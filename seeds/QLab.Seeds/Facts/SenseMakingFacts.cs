namespace QLab.Seeds.Facts;

/// <param name="Voices">Made-up things that people say about it.</param>
sealed record ThemeFacts(string Code, string Label, string Source, IReadOnlyList<string> Voices);

sealed record InsightFacts(
    string Key, string Kind, string Statement, string Why, IReadOnlyList<string> Themes, string Source, string? Note = null);

/// <param name="Markdown">Paragraphs.</param>
sealed record PublicationFacts(
    string Key, string Kind, string Slug, string Title, string Summary, DateOnly PublishedOn, string DateNote, string Source,
    IReadOnlyList<string> Insights, IReadOnlyList<string> Markdown);
