namespace QLab.Participants.Contributions;

/// <summary>Something that somebody who takes part has given, in whichever service, and what became of it.</summary>
sealed class Contribution
{
    public required Guid Id { get; init; }
    public required Guid ParticipationId { get; init; }
    public required Guid ProjectId { get; init; }

    /// <summary>Null, like what follows, while only its outcome has been heard of.</summary>
    public string? Service { get; init; }
    public string? Kind { get; init; }
    public string? Label { get; init; }
    public DateTimeOffset? GivenAt { get; init; }

    public required bool TakenBack { get; init; }

    /// <summary>Of what its own service has told.</summary>
    public required int Version { get; init; }

    /// <summary>False while it is left out for want of a consent.</summary>
    public required bool Counts { get; init; }

    /// <summary>Whether it may be used only together with what others gave.</summary>
    public required bool Together { get; init; }

    public required int Themes { get; init; }
    public required int Insights { get; init; }
    public required IReadOnlyList<PublicationOfMine> UsedIn { get; init; }

    /// <summary>What staff decided about it; null where they decided nothing.</summary>
    public SetAside? SetAside { get; init; }

    /// <summary>Of what publications has told.</summary>
    public required int OutcomeVersion { get; init; }
}

/// <param name="Title">Its title when that was told.</param>
/// <param name="Versions">Those that rest on the contribution, ascending.</param>
/// <param name="Retracted">True when it was retracted since.</param>
sealed record PublicationOfMine(Guid PublicationId, string Title, IReadOnlyList<int> Versions, bool? Retracted = null);

/// <summary>That staff decided not to use it.</summary>
/// <param name="Decision">parked, for later, or notUsed.</param>
/// <param name="Reason">Why, in words for whoever gave it.</param>
sealed record SetAside(string Decision, string Reason);
