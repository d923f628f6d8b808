namespace QLab.Seeds.Facts;

/// <param name="Kind">A document (ground truth), a page (found beside it, for what the documents leave open) or ours.</param>
sealed record SourceFacts(string Id, string Kind, string Title, string Publisher, string Date, string? Url = null);
