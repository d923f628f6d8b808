namespace QLab.Participants.Newsletter;

public enum SubscriptionState
{
    /// <summary>Asked for, and not confirmed from that address.</summary>
    Pending,
    Confirmed,
    Unsubscribed,
}

/// <summary>
/// An address that the newsletter goes to, or a participant who has consented to it: then the consent ledger alone says whether,
/// and the address is looked up when sending.
/// </summary>
sealed class Subscription
{
    const int MostAsksADay = 3;

    public required Guid Id { get; init; }

    /// <summary>Null for the newsletter of the whole platform.</summary>
    public Guid? ProjectId { get; init; }

    public Guid? ParticipationId { get; init; }
    public string? Email { get; init; }
    public string? EmailKey { get; init; }
    public required string Language { get; set; }
    public SubscriptionState State { get; private set; }

    /// <summary>When they last said yes or no.</summary>
    public DateTimeOffset? SaidAt { get; private set; }

    public byte[]? TokenHash { get; private set; }
    public DateTimeOffset? TokenExpiresAt { get; private set; }
    public int Asks { get; private set; }
    public required DateTimeOffset AsksSince { get; set; }

    /// <summary>Whoever types somebody else's address again and again gets one mail sent, or three, and no more.</summary>
    public bool MayAsk(DateTimeOffset now)
    {
        if (now - AsksSince > TimeSpan.FromDays(1)) (Asks, AsksSince) = (0, now);
        return Asks < MostAsksADay;
    }

    public void Ask(byte[] tokenHash, DateTimeOffset now) => (TokenHash, TokenExpiresAt, Asks) = (tokenHash, now.AddHours(48), Asks + 1);

    public void Confirm(DateTimeOffset now) => (State, SaidAt) = (SubscriptionState.Confirmed, now);

    public void Unsubscribe(DateTimeOffset now) =>
        (State, SaidAt, TokenHash, TokenExpiresAt) = (SubscriptionState.Unsubscribed, now, null, null);
}
