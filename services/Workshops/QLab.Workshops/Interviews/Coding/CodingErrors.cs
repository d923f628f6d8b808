using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Interviews.Coding;

static class CodingErrors
{
    /// <remarks>The consent may have been given a moment ago and be on its way.</remarks>
    public static Refusal NoText => Refusal.Conflict(
        "text-not-found",
        "No words are coded there: there is no such turn, it is said on behalf of the Lab, or it may not be used for research.") with
    { RetryAfterSeconds = 1 };

    public static Refusal NothingToUndo =>
        Refusal.Conflict("nothing-to-undo", "There is no step of yours in this interview that could be undone.");
    public static Refusal NothingToRedo =>
        Refusal.Conflict("nothing-to-redo", "Nothing of yours was undone since your last step in this interview.");
    public static Refusal WordsGone =>
        Refusal.Conflict("words-changed", "The transcript has been changed or removed meanwhile: these words no longer stand there.");
    public static Refusal NoThemes =>
        Refusal.Conflict("code-book-empty", "The project's code book has no theme yet; add themes in publications first.");
    public static Refusal NotAFile(string kind, string reason) =>
        new(400, "file-unreadable", $"This is not a {kind} that can be read: {reason}");
    public static Refusal ChangedSince(string happened) =>
        Refusal.Conflict("changed-since", $"This step can no longer be taken back or done again: {happened}");
}
