namespace QLab.Participants.Consents.Requests;

/// <summary>That somebody was asked for consents by mail. Its link is good for one answer; the token is kept as a hash.</summary>
sealed class ConsentRequest
{
    static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    public required Guid Id { get; init; }
    public required Guid ParticipationId { get; init; }

    /// <summary>See <see cref="PurposeText"/>.</summary>
    public required string[] Purposes { get; init; }

    public required byte[] TokenHash { get; init; }
    public required DateTimeOffset AskedAt
    {
        get;
        init => (field, ExpiresAt) = (value, value + Lifetime);
    }

    public DateTimeOffset ExpiresAt { get; private init; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    public bool IsExpired(DateTimeOffset now) => AnsweredAt is null && now >= ExpiresAt;

    public void Answer(DateTimeOffset now) => AnsweredAt = now;
}
