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
    public const string Noun = "insight";

    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    public required InsightKind Kind { get; set; }
    public required string Statement { get; set; }
    public required string Why { get; set; }
    public required DateTimeOffset AgreedAt { get; init; }
    public DateTimeOffset? WithdrawnAt { get; private set; }
    public uint RowVersion { get; private set; }

    public void Revise(InsightKind kind, string statement, string why) => (Kind, Statement, Why) = (kind, statement, why);

    public void Withdraw(DateTimeOffset now) => WithdrawnAt = now;
}

/// <summary>That an insight rests on a theme.</summary>
sealed class InsightTheme
{
    public required Guid InsightId { get; init; }
    public required Guid ThemeId { get; init; }
}
