using QLab.Participants.Imports;

namespace QLab.Participants.Interests;

/// <summary>A line that was not taken, and why; nothing of what it says.</summary>
sealed record RefusedLine(int Line, IReadOnlyList<LineFault> Reasons);

/// <summary>People whom a partner has put forward at once. Each of them is an expression of interest; this counts them.</summary>
sealed class InterestList
{
    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }

    /// <summary>The partner; null where it was staff.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>How many lines were taken.</summary>
    public required int Taken { get; init; }

    public required IReadOnlyList<RefusedLine> Refused { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
}
