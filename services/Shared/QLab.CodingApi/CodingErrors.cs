using QLab.ServiceDefaults.Problems;

namespace QLab.CodingApi;

static class CodingErrors
{
    public static Refusal NothingToUndo(string origin) =>
        Refusal.Conflict("nothing-to-undo", $"There is no step of yours in this {origin} that could be undone.");
    public static Refusal NothingToRedo(string origin) =>
        Refusal.Conflict("nothing-to-redo", $"Nothing of yours was undone since your last step in this {origin}.");
    public static Refusal ChangedSince(string happened) =>
        Refusal.Conflict("changed-since", $"This step can no longer be taken back or done again: {happened}");
    public static Refusal NoThemes =>
        Refusal.Conflict("code-book-empty", "The project's code book has no theme yet; add themes in publications first.");
    public static Refusal NotAFile(string kind, string reason) =>
        new(400, "file-unreadable", $"This is not a {kind} that can be read: {reason}");
}
