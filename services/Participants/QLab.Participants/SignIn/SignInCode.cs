namespace QLab.Participants.SignIn;

/// <summary>
/// Somebody asked for a code for an address, which may be nobody's. Holds neither the code nor, once it is handled, the address.
/// </summary>
sealed class SignInCode
{
    public required Guid Id { get; init; }
    public required byte[] AddressHash { get; init; }

    /// <summary>The address, sealed, until the code has been sent or there was nobody to send it to.</summary>
    public byte[]? SealedAddress { get; set; }

    public int Tries { get; private init; }
    public required DateTimeOffset AskedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>How often something was done in a window; the key is a keyed hash.</summary>
sealed class SignInCount
{
    public required byte[] Key { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required int Count { get; init; }
}
