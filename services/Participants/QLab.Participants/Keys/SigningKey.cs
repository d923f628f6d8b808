namespace QLab.Participants.Keys;

/// <summary>A key pair for ES256 as it is stored: the private key sealed, its id the thumbprint of the public one (RFC 7638).</summary>
sealed class SigningKey
{
    public required string Kid { get; init; }
    public required byte[] Sealed { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required DateTimeOffset SignsFrom { get; init; }
}
