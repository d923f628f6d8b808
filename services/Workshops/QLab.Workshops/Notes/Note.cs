using QLab.ReferenceData;
using QLab.ServiceDefaults.Persistence;

namespace QLab.Workshops.Notes;

public enum NoteKind
{
    Note,
    Quote,
    Takeaway,
    Idea,
}

/// <summary>Something said or thought at a workshop: a contribution. Its text never leaves this service by itself.</summary>
sealed class Note : IVersioned, IGiven
{
    public const string Noun = "note";
    public const string Erased = "[erased]";
    const string Removed = "[removed]";

    public required Guid Id { get; init; }
    public required Guid WorkshopId { get; init; }

    /// <summary>The title of the session, as it was when the note was taken.</summary>
    public string? Session { get; set; }

    public required NoteKind Kind { get; set; }
    public required string Text { get; set; }

    /// <summary>Whose words they are; null when a facilitator noted them for the room.</summary>
    public Guid? ParticipantId { get; init; }

    /// <summary>What a note of nobody in particular may be used for.</summary>
    public string[] Consents { get; init; } = [];

    /// <summary>Nobody but its writer sees it until the notes are revealed: nobody writes after another's mouth.</summary>
    public bool Secret { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Rises with every event about it as a contribution.</summary>
    public int Version { get; private set; } = 1;

    public DateTimeOffset? RemovedAt { get; private set; }
    public uint RowVersion { get; private set; }

    public bool IsErased => ParticipantId is null && Text == Erased;

    public void Correct(string text, NoteKind kind, string? session) => (Text, Kind, Session, Version) = (text, kind, session, Version + 1);

    public void Remove(DateTimeOffset now) => (Text, RemovedAt, Version) = (Removed, now, Version + 1);
}
