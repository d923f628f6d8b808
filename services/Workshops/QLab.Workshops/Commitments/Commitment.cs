namespace QLab.Workshops.Commitments;

public enum ReturnBy
{
    Email,
    Post,
}

public enum Outcome
{
    Done,
    Doing,
    Dropped,
}

/// <summary>An answer, with the question as the card asked it then.</summary>
public sealed record CardAnswer(string Question, string Answer);

/// <summary>A card that somebody filled in: a contribution. It comes back to them some weeks later.</summary>
sealed class Commitment
{
    static readonly TimeSpan LinkLives = TimeSpan.FromDays(90);

    public required Guid Id { get; init; }
    public required Guid WorkshopId { get; init; }

    /// <summary>Whose it is; null once they were erased: it has been made and still counts.</summary>
    public Guid? ParticipantId { get; init; }

    public IReadOnlyList<CardAnswer> Answers { get; private set; } = [];
    public DateOnly ReturnOn { get; private set; }
    public ReturnBy ReturnBy { get; private set; }
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Rises with every event about it as a contribution.</summary>
    public int Version { get; private set; }

    /// <summary>When it was mailed, or first printed to be posted.</summary>
    public DateTimeOffset? ReturnedAt { get; private set; }

    /// <summary>Of the link that it came back with; the link itself is kept nowhere.</summary>
    public byte[]? LinkHash { get; private set; }

    public DateTimeOffset? LinkExpiresAt { get; private set; }
    public Outcome? Outcome { get; private set; }
    public DateTimeOffset? OutcomeAt { get; private set; }

    public void Write(IReadOnlyList<CardAnswer> answers, DateOnly returnOn, ReturnBy returnBy) =>
        (Answers, ReturnOn, ReturnBy, Version) = (answers, returnOn, returnBy, Version + 1);

    /// <returns>The secret end of the link that takes the outcome.</returns>
    public string Return(DateTimeOffset now)
    {
        var (token, hash) = OutcomeLink.New();
        (ReturnedAt, LinkHash, LinkExpiresAt) = (ReturnedAt ?? now, hash, now + LinkLives);
        return token;
    }

    public void Tell(Outcome outcome, DateTimeOffset now) => (Outcome, OutcomeAt) = (outcome, now);
}
