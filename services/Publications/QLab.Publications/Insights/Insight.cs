using QLab.ServiceDefaults.Persistence;

namespace QLab.Publications.Insights;

public enum InsightKind
{
    Problem,
    Opportunity,
    Solution,
    Barrier,
    Principle,
}

/// <summary>Something agreed from themes, with the reason why.</summary>
sealed class Insight : IVersioned
{
    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    public required InsightKind Kind { get; init; }
    public required string Statement { get; init; }
    public required string Why { get; init; }
    public required DateTimeOffset AgreedAt { get; init; }
    public uint RowVersion { get; private set; }
}

/// <summary>That an insight rests on a theme.</summary>
sealed class InsightTheme
{
    public required Guid InsightId { get; init; }
    public required Guid ThemeId { get; init; }
}
