using QLab.ServiceDefaults.Persistence;

namespace QLab.Participants.Clients;

/// <summary>A program that calls the API in its own name (RFC 6749 §4.4): the operator's, or a partner organisation's.</summary>
sealed class Client : IVersioned
{
    public const string Operator = "operator";

    /// <summary>Some seconds more for a token that is being made at this moment.</summary>
    static readonly TimeSpan MadeMeanwhile = TimeSpan.FromSeconds(3);

    public required Guid Id { get; init; }

    /// <summary>What it calls itself at the token endpoint. Not a secret (RFC 6749 §2.2).</summary>
    public required string ClientId { get; init; }

    public required string Name { get; init; }

    /// <summary>Whose program it is; its tokens are bound to that organisation.</summary>
    public Guid? OrganisationId { get; init; }

    public required string SecretHash { get; set; }

    /// <summary>The secret before the last rotation, good until <see cref="PreviousSecretUntil"/>.</summary>
    public string? PreviousSecretHash { get; private set; }

    public DateTimeOffset? PreviousSecretUntil { get; private set; }
    public required string[] Scopes { get; set; }
    public required DateTimeOffset RegisteredAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; private set; }
    public DateTimeOffset? LastUsedAt { get; private set; }

    /// <summary>Access tokens issued before are refused, because the secret they were given for has been ended.</summary>
    public DateTimeOffset? TokensFrom { get; private set; }

    public uint RowVersion { get; private set; }

    /// <remarks>
    /// While a former secret still works, rotating again replaces the newest one: its answer may have been lost, and then the former is
    /// all that anybody has.
    /// </remarks>
    public void Rotate(string secretHash, DateTimeOffset now, TimeSpan overlap)
    {
        if (!(now < PreviousSecretUntil)) PreviousSecretHash = SecretHash;
        PreviousSecretUntil = now + overlap;
        SecretHash = secretHash;
        if (overlap == TimeSpan.Zero) TokensFrom = DateTimeOffset.FromUnixTimeSeconds((now + MadeMeanwhile).ToUnixTimeSeconds());
    }

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;

    public IEnumerable<string> SecretHashesAt(DateTimeOffset now) =>
        PreviousSecretHash is { } former && now < PreviousSecretUntil ? [SecretHash, former] : [SecretHash];
}
