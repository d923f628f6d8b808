namespace QLab.Workshops.Rounds;

/// <summary>What one person says in a round: a contribution. It may be changed until the round is closed.</summary>
sealed class Vote
{
    public required Guid Id { get; init; }
    public required Guid RoundId { get; init; }

    /// <summary>Whose it is; null once they were erased: it has been counted and still counts.</summary>
    public Guid? ParticipantId { get; init; }

    public required VoteChoices Choices { get; set; }
    public required DateTimeOffset CastAt { get; set; }

    /// <summary>Rises with every event about it as a contribution.</summary>
    public int Version { get; private set; } = 1;

    public void Change(VoteChoices choices, DateTimeOffset now) => (Choices, CastAt, Version) = (choices, now, Version + 1);
}
