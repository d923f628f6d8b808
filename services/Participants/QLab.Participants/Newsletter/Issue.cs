using QLab.ServiceDefaults.Persistence;

namespace QLab.Participants.Newsletter;

/// <summary>One newsletter: written, then sent once.</summary>
sealed class Issue : IVersioned
{
    public required Guid Id { get; init; }
    public Guid? ProjectId { get; init; }
    public required string Subject { get; set; }
    public required string Markdown { get; set; }
    public required string Language { get; set; }
    public required DateTimeOffset WrittenAt { get; init; }
    public DateTimeOffset? SentAt { get; private set; }
    public uint RowVersion { get; private set; }

    public void Send(DateTimeOffset now) => SentAt = now;
}
