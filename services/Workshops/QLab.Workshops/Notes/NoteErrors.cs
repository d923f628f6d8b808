using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Notes;

static class NoteErrors
{
    public static Refusal Removed => new(410, "note-removed", "This note was removed.");
    public static Refusal Erased => new(410, "note-erased", "Whose words these were has been erased, and the words with them.");

    public static Refusal Secret =>
        Refusal.Conflict("note-secret", "This note is its writer's alone until the notes of the workshop are revealed.");

    /// <summary>Why a note has no words any more.</summary>
    public static Refusal? Wordless(Note note) => note.RemovedAt is not null ? Removed : note.IsErased ? Erased : null;
}
