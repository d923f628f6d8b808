using System.Text.Json;

namespace QLab.Publications.Outcomes;

/// <summary>What was last told of a contribution.</summary>
sealed class ToldOutcome
{
    public required Guid ContributionId { get; init; }
    public required bool Counts { get; init; }
    public required int Themes { get; init; }
    public required int Insights { get; init; }
    public required JsonDocument UsedIn { get; init; }
    public string? SetAside { get; init; }
    public string? SetAsideReason { get; init; }
    public required int Version { get; init; }
}
