namespace QLab.Participants.SignIn;

enum CodePurpose
{
    SignIn,
    Erasure,
}

/// <summary>
/// Somebody asked for a code for an address, which may be nobody's. Holds neither the code nor, once it is handled, the address.
/// </summary>
sealed class SignInCode
{
    public required Guid Id { get; init; }
    public required byte[] AddressHash { get; init; }

    /// <summary>What the code is good for, and nothing else.</summary>
    public required CodePurpose Purpose { get; init; }

    /// <summary>The client address that asked, as a keyed hash.</summary>
    public required byte[] AskedFrom { get; init; }

    /// <summary>The address, sealed, until the code has been sent or there was nobody to send it to.</summary>
    public byte[]? SealedAddress { get; set; }

    public required DateTimeOffset AskedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>How often something was done in a window; the key is a keyed hash.</summary>
sealed class SignInCount
{
    public required byte[] Key { get; init; }

    /// <summary>Whose e-mail address was tried or asked for, as a keyed hash; null where it does not matter.</summary>
    public byte[]? AddressHash { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }
    public required int Count { get; init; }
}
