namespace QLab.Participants.SignIn;

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
