namespace QLab.ReferenceData;

/// <summary>With which the participants service opens what nobody on the way to it may read.</summary>
public sealed class AnnouncedKey
{
    /// <summary>The key; values are sealed with it.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>When it was announced.</summary>
    public required DateTimeOffset AnnouncedAt { get; init; }
}
