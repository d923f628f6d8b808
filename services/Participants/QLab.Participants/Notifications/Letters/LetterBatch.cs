namespace QLab.Participants.Notifications.Letters;

/// <summary>Letters of a project that are printed together: one PDF, until somebody says that it is printed.</summary>
sealed class LetterBatch
{
    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    public required int Letters { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? PrintedAt { get; private set; }

    public void Printed(DateTimeOffset now) => PrintedAt = now;
}
