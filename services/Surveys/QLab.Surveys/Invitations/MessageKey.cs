namespace QLab.Surveys.Invitations;

/// <summary>With which the participants service opens what nobody on the way to it may read.</summary>
sealed class MessageKey
{
    public required byte[] PublicKey { get; init; }
    public required DateTimeOffset AnnouncedAt { get; init; }
}
