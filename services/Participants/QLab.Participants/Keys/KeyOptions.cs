namespace QLab.Participants.Keys;

/// <summary>The section <c>Keys</c> of the configuration.</summary>
sealed class KeyOptions
{
    const int ShortestSecret = 32;

    /// <summary>Private keys are stored encrypted with a key derived from it.</summary>
    public string? EncryptionSecret { get; set; }

    /// <summary>How long a new key is published before it signs: several times as long as validators keep a key set.</summary>
    public TimeSpan SignsAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long this process uses the keys it has read before it looks again; a rotation may have happened in another replica.
    /// </summary>
    public TimeSpan ReadAgainAfter { get; set; } = TimeSpan.FromSeconds(10);

    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a key stays published after its last signature: its last token's life, and some for clocks that differ.</summary>
    public TimeSpan KeptAfter => TokenLifetime + TimeSpan.FromMinutes(1);

    public string RequireSecret() => EncryptionSecret switch
    {
        null or "" => throw new InvalidOperationException(
            "There is no Keys:EncryptionSecret. Start the platform with 'dotnet run --project AppHost', or set Keys__EncryptionSecret to a text of at least 32 characters and keep it: signing keys are stored encrypted with it."),
        { Length: < ShortestSecret } =>
            throw new InvalidOperationException($"Keys:EncryptionSecret has fewer than {ShortestSecret} characters."),
        _ => EncryptionSecret,
    };
}
