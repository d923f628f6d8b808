namespace QLab.Participants.Notifications.Bounces;

public enum BounceKind
{
    /// <summary>Nobody will ever read there: nothing more is sent to the address.</summary>
    Hard,

    /// <summary>Full, or away for the moment: counted, and nothing else.</summary>
    Soft,
}

/// <summary>An address from which mail came back, known by a keyed hash: enough to stop sending, too little to read it.</summary>
sealed class BouncedAddress
{
    public required byte[] AddressHash { get; init; }
    public required BounceKind Kind { get; set; }
    public int Count { get; set; }
    public string? Reason { get; set; }
    public required DateTimeOffset LastAt { get; set; }
}
