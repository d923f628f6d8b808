using QLab.Seeds.Drawing;

namespace QLab.Seeds.Playing;

/// <summary>What somebody gave, with the passages that are evidence of a theme. A passage without an end is all of it.</summary>
sealed record Contribution(Guid Id, string Key, IReadOnlyList<ThemedPassage> Passages);
