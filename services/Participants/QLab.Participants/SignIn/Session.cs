using System.Security.Cryptography;

namespace QLab.Participants.SignIn;

enum Refreshing
{
    Rotated,
    Repeated,
    Over,
    Reused,
}

/// <summary>
/// Somebody signed in on one device. Each refresh makes the next generation of its refresh token and ends the one before.
/// </summary>
sealed class Session
{
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>Goes into every refresh token of the session, with a key that the database does not have.</summary>
    public required byte[] Secret { get; init; }

    public int Generation { get; private set; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset RefreshedAt { get; private set; }

    /// <summary>Access tokens issued before are refused, because rights have changed since.</summary>
    public DateTimeOffset TokensFrom { get; private set; }

    public static Session Start(Guid personId, DateTimeOffset now) => new()
    {
        Id = Guid.NewGuid(), PersonId = personId, Secret = RandomNumberGenerator.GetBytes(32),
        StartedAt = now, RefreshedAt = now, TokensFrom = now,
    };

    public DateTimeOffset EndsAt(TimeSpan idle, TimeSpan longest)
    {
        var (unused, oldest) = (RefreshedAt + idle, StartedAt + longest);
        return unused < oldest ? unused : oldest;
    }

    /// <summary>
    /// The generation before the current one may come again for a moment, when the answer was lost or two tabs asked at once: it gets
    /// the same successor, so there is never more than one live token. Anything older has been copied.
    /// </summary>
    public Refreshing Refresh(int generation, DateTimeOffset now, SignInOptions options)
    {
        if (now >= EndsAt(options.SessionIdle, options.SessionLongest)) return Refreshing.Over;
        if (generation == Generation - 1 && now - RefreshedAt < options.LostAnswer) return Refreshing.Repeated;
        if (generation != Generation) return Refreshing.Reused;
        Generation++;
        RefreshedAt = now;
        return Refreshing.Rotated;
    }

    /// <summary>To the next whole second, because tokens tell no finer time.</summary>
    public DateTimeOffset RefuseTokensBefore(DateTimeOffset now) =>
        TokensFrom = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds() + 1);
}

/// <summary>
/// Access tokens that every service is told to refuse; see <see cref="ServiceDefaults.Security.RevokedTokens"/>. Names sessions and
/// clients, never people.
/// </summary>
sealed class Revocation
{
    public required string Claim { get; init; }
    public required string Value { get; init; }
    public required DateTimeOffset IssuedBefore { get; init; }
}
