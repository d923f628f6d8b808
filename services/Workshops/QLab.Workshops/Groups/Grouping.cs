namespace QLab.Workshops.Groups;

/// <summary>Who sits with whom in one round, as it was drawn.</summary>
sealed class Grouping
{
    public required Guid Id { get; init; }
    public required Guid WorkshopId { get; init; }

    /// <summary>The title of the session that it is for.</summary>
    public string? Session { get; init; }

    /// <summary>How many there were to be in a group.</summary>
    public required int Size { get; init; }

    /// <summary>With it the same people are drawn the same way.</summary>
    public required int Seed { get; init; }

    /// <summary>Pairs that were not to sit together, and do all the same because there was no other way.</summary>
    public required int NotWithBroken { get; init; }

    public required DateTimeOffset DrawnAt { get; init; }
    public List<GroupMember> Members { get; init; } = [];
}

/// <summary>Somebody in a group.</summary>
sealed class GroupMember
{
    public required Guid GroupingId { get; init; }

    /// <summary>The group, from 1.</summary>
    public required int Number { get; init; }

    public required Guid ParticipantId { get; init; }
}
