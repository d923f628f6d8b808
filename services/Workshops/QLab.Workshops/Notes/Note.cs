namespace QLab.Workshops.Notes;

public enum NoteKind
{
    Note,
    Quote,
    Takeaway,
}

/// <summary>Something said or thought at a workshop: a contribution. Its text never leaves this service by itself.</summary>
sealed class Note
{
    public required Guid Id { get; init; }
    public required Guid WorkshopId { get; init; }

    /// <summary>The title of the session, as it was when the note was taken.</summary>
    public string? Session { get; init; }

    public required NoteKind Kind { get; init; }
    public required string Text { get; init; }

    /// <summary>Whose words they are; null when a facilitator noted them for the room.</summary>
    public Guid? ParticipantId { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
}
